package ai.prefactor.support;

import java.time.Duration;
import java.util.Map;

import reactor.core.publisher.Mono;

/**
 * What a scripted server does to a request instead of just passing it on.
 */
@FunctionalInterface
public interface Fault {

	/**
	 * Happens to a request.
	 * @param passage the request, and what can be done to it
	 * @return completes when it has been answered
	 */
	Mono<Void> happen(Passage passage);

	static Fault status(int status) {
		return status(status, "trouble");
	}

	static Fault status(int status, String code) {
		return answer(Answer.error(status, code));
	}

	static Fault rateLimited(int seconds) {
		Answer answer = Answer.error(429, "rate_limited");
		return answer(new Answer(429, Map.of("Content-Type", "application/json", "Retry-After", "" + seconds),
				answer.body()));
	}

	static Fault html(int status) {
		return answer(new Answer(status, Map.of("Content-Type", "text/html"), "<html>Please sign in</html>"));
	}

	/**
	 * Ends the connection before anything was done.
	 */
	static Fault dropBefore() {
		return Passage::drop;
	}

	/**
	 * Does what was asked for, then ends the connection.
	 */
	static Fault dropAfter() {
		return (passage) -> passage.passOn().then(passage.drop());
	}

	/**
	 * Does nothing and never answers.
	 */
	static Fault hang() {
		return (passage) -> Mono.never();
	}

	/**
	 * Does what was asked for and never answers.
	 */
	static Fault hangAfter() {
		return (passage) -> passage.passOn().then(Mono.never());
	}

	/**
	 * Does what was asked for and answers with the first half of the answer.
	 */
	static Fault truncate() {
		return (passage) -> passage.passOn()
			.map((answer) -> answer.withBody(answer.body().substring(0, answer.body().length() / 2)))
			.flatMap(passage::answer);
	}

	/**
	 * Does what was asked for and answers with more than anybody needs.
	 * @param bytes how much more
	 */
	static Fault pad(int bytes) {
		return (passage) -> passage.passOn()
			.map((answer) -> answer
				.withBody(answer.body().replaceFirst("\\{", "{\"echo\":\"" + "e".repeat(bytes) + "\",")))
			.flatMap(passage::answer);
	}

	/**
	 * Passes the request on after a while.
	 */
	static Fault delay(Duration delay) {
		return (passage) -> Mono.delay(delay).then(passage.passOn()).flatMap(passage::answer);
	}

	private static Fault answer(Answer answer) {
		return (passage) -> passage.answer(answer);
	}

}
