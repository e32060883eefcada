package ai.prefactor.support;

import java.util.function.Function;

import reactor.core.publisher.Mono;
import reactor.netty.Connection;
import reactor.netty.http.server.HttpServerResponse;

import ai.prefactor.support.ScriptedServer.Request;

/**
 * A request at the door of a scripted server, and what can be done to it.
 */
public final class Passage {

	private final Request request;

	private final HttpServerResponse outgoing;

	private final Function<Request, Mono<Answer>> platform;

	Passage(Request request, HttpServerResponse outgoing, Function<Request, Mono<Answer>> platform) {
		this.request = request;
		this.outgoing = outgoing;
		this.platform = platform;
	}

	public Request request() {
		return this.request;
	}

	/**
	 * Has the platform do what was asked for, even if nobody waits for it any more.
	 * @return its answer
	 */
	public Mono<Answer> passOn() {
		return this.platform.apply(this.request);
	}

	/**
	 * Has the platform do something else than was asked for.
	 * @param body what to ask it for
	 * @return its answer
	 */
	public Mono<Answer> passOn(String body) {
		return this.platform.apply(this.request.withBody(body));
	}

	/**
	 * Answers.
	 */
	public Mono<Void> answer(Answer answer) {
		answer.headers().forEach(this.outgoing::header);
		return this.outgoing.status(answer.status()).sendString(Mono.just(answer.body())).then();
	}

	/**
	 * Ends the connection.
	 * @return never completes: that would be an answer
	 */
	public Mono<Void> drop() {
		return Mono.<Void>never().doOnSubscribe((subscription) -> this.outgoing.withConnection(Connection::dispose));
	}

}
