package ai.prefactor.support;

import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * What a scripted server does to a request instead of answering it.
 *
 * @param kind what it does
 * @param status the status code of its answer
 * @param headers the headers of its answer
 * @param body the body of its answer
 */
public record Fault(Kind kind, int status, Map<String, String> headers, @Nullable String body) {

	public static Fault status(int status) {
		return status(status, "trouble");
	}

	public static Fault status(int status, String code) {
		return new Fault(Kind.ANSWER, status, Map.of("Content-Type", "application/json"),
				"{\"status\":\"error\",\"code\":\"" + code + "\",\"message\":\"scripted\"}");
	}

	public static Fault rateLimited(int seconds) {
		return new Fault(Kind.ANSWER, 429,
				Map.of("Content-Type", "application/json", "Retry-After", Integer.toString(seconds)),
				"{\"status\":\"error\",\"code\":\"rate_limited\",\"message\":\"scripted\"}");
	}

	public static Fault html(int status) {
		return new Fault(Kind.ANSWER, status, Map.of("Content-Type", "text/html"), "<html>Please sign in</html>");
	}

	/**
	 * Ends the connection before anything was done.
	 */
	public static Fault dropBefore() {
		return new Fault(Kind.DROP_BEFORE, 0, Map.of(), null);
	}

	/**
	 * Does what was asked for, then ends the connection.
	 */
	public static Fault dropAfter() {
		return new Fault(Kind.DROP_AFTER, 0, Map.of(), null);
	}

	/**
	 * Does nothing and never answers.
	 */
	public static Fault hang() {
		return new Fault(Kind.HANG, 0, Map.of(), null);
	}

	/**
	 * Does what was asked for and never answers.
	 */
	public static Fault hangAfter() {
		return new Fault(Kind.HANG_AFTER, 0, Map.of(), null);
	}

	enum Kind {

		ANSWER, DROP_BEFORE, DROP_AFTER, HANG, HANG_AFTER

	}

}
