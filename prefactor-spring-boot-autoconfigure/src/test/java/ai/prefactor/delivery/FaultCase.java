package ai.prefactor.delivery;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

import ai.prefactor.support.Fault;
import ai.prefactor.support.ItemFault;
import ai.prefactor.support.ScriptedServer;
import ai.prefactor.support.ScriptedServer.Request;

/**
 * What goes wrong between an application and its server.
 */
enum FaultCase {

	CONNECTION_REFUSED(Lasting.A_WHILE, any(), null) {

		@Override
		void awaitEffect(TracedApplication application) {
			application.awaitFailures();
		}

		@Override
		void begin(ScriptedServer server) {
			server.down();
		}

		@Override
		void end(ScriptedServer server) {
			server.up();
		}

	},

	RESET_BEFORE_COMMIT(Lasting.A_WHILE, any(), Fault.dropBefore()),

	RESET_AFTER_COMMIT(Lasting.A_WHILE, any(), Fault.dropAfter()),

	HANG(Lasting.A_WHILE, any(), Fault.hang()),

	HANG_AFTER_COMMIT(Lasting.A_WHILE, any(), Fault.hangAfter()),

	RATE_LIMITED(Lasting.A_WHILE, any(), Fault.rateLimited(1)),

	RATE_LIMITED_WITHOUT_RETRY_AFTER(Lasting.A_WHILE, any(), Fault.status(429, "rate_limited")),

	ERROR_500(Lasting.A_WHILE, any(), Fault.status(500, "internal_error")),

	ERROR_503(Lasting.A_WHILE, any(), Fault.status(503, "unavailable")),

	TOKEN_REFUSED(Lasting.A_WHILE, any(), null) {

		@Override
		void awaitEffect(TracedApplication application) {
			application.awaitSuspension();
		}

		@Override
		void begin(ScriptedServer server) {
			server.requireToken("another");
		}

		@Override
		void end(ScriptedServer server) {
			server.requireToken(null);
		}

	},

	BODY_TOO_LARGE(Lasting.FOREVER, tooLarge(), Fault.status(413, "too_large")),

	ITEM_TOO_LARGE(Lasting.FOREVER, tooLarge(), Fault.status(413, "too_large")),

	HTML_200(Lasting.A_WHILE, any(), Fault.html(200)),

	HTML_502(Lasting.A_WHILE, any(), Fault.html(502)),

	TRUNCATED_AFTER_COMMIT(Lasting.A_WHILE, any(), Fault.truncate()),

	BULK_NOT_FOUND(Lasting.FOREVER, Request::isBulk, Fault.status(404, "not_found")),

	BULK_NOT_ALLOWED(Lasting.FOREVER, Request::isBulk, Fault.status(405, "method_not_allowed")),

	ITEM_REFUSED(Lasting.FOREVER, poisonedRequest(), ItemFault.error(poisoned(), 422, "validation_error")),

	ITEM_MISSING(Lasting.A_WHILE, poisonedRequest(), ItemFault.missing(poisoned())),

	ITEM_FAILED_FOR_NOW(Lasting.A_WHILE, poisonedRequest(), ItemFault.error(poisoned(), 503, "unavailable")),

	SERVER_ASSIGNED_IDS(Lasting.FOREVER, any(), null) {

		@Override
		void begin(ScriptedServer server) {
			server.assignIds();
		}

	},

	ITEM_FAILS_ALL_WITH_500(Lasting.FOREVER, poisonedRequest(), Fault.status(500, "internal_error")),

	ITEM_FAILS_ALL_WITH_422(Lasting.FOREVER, poisonedRequest(), Fault.status(422, "validation_error")),

	ITEM_FAILS_ALL_WITH_400(Lasting.FOREVER, poisonedRequest(), Fault.status(400, "bad_request")),

	HUGE_ANSWER(Lasting.A_WHILE, any(), Fault.pad(5 * 1024 * 1024)),

	LATENCY(Lasting.A_WHILE, any(), Fault.delay(Duration.ofSeconds(1)));

	/**
	 * What a server takes that finds bodies too large.
	 */
	static final int MAX_BODY = 24 * 1024;

	private static final int BRIEF = 5;

	private final Lasting lasting;

	private final Predicate<Request> hits;

	private final @Nullable Fault fault;

	FaultCase(Lasting lasting, Predicate<Request> hits, @Nullable Fault fault) {
		this.lasting = lasting;
		this.hits = hits;
		this.fault = fault;
	}

	/**
	 * Has it happen to every request that it hits.
	 */
	void begin(ScriptedServer server) {
		server.script(script());
	}

	/**
	 * Has it happen to two of every three requests, of the first few.
	 */
	void beginBriefly(ScriptedServer server) {
		if (this.fault == null || this.lasting == Lasting.FOREVER) {
			begin(server);
			return;
		}
		AtomicInteger requests = new AtomicInteger();
		server.script((request) -> {
			int number = this.hits.test(request) ? requests.incrementAndGet() : BRIEF;
			return (number < BRIEF && number % 3 != 0) ? this.fault : null;
		});
	}

	/**
	 * Lets it go by, if it does.
	 */
	void end(ScriptedServer server) {
		if (this.lasting == Lasting.A_WHILE) {
			server.script((request) -> null);
		}
	}

	/**
	 * Whether a brief one is over after a few requests, or is how the server is.
	 */
	boolean endsByItself() {
		return this.fault != null || this.lasting == Lasting.FOREVER;
	}

	/**
	 * Waits until the application has noticed, where it is over only after that.
	 */
	void awaitEffect(TracedApplication application) {
	}

	/**
	 * Whether it concerns spans that are poisoned.
	 */
	boolean isOfPoison() {
		return switch (this) {
			case ITEM_REFUSED, ITEM_MISSING, ITEM_FAILED_FOR_NOW, ITEM_FAILS_ALL_WITH_500, ITEM_FAILS_ALL_WITH_422,
					ITEM_FAILS_ALL_WITH_400 ->
				true;
			default -> false;
		};
	}

	private Function<Request, @Nullable Fault> script() {
		return (request) -> this.hits.test(request) ? this.fault : null;
	}

	private static Predicate<Request> any() {
		return (request) -> true;
	}

	private static Predicate<Request> tooLarge() {
		return (request) -> request.body().length() > MAX_BODY;
	}

	private static Predicate<Request> poisonedRequest() {
		return (request) -> poisoned().test(request.body());
	}

	private static Predicate<String> poisoned() {
		return (text) -> text.contains('"' + Workload.POISON + '"');
	}

	private enum Lasting {

		A_WHILE, FOREVER

	}

}
