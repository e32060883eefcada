package ai.prefactor.transport;

import java.util.Set;

import org.jspecify.annotations.Nullable;

import ai.prefactor.api.ItemResult;
import ai.prefactor.api.Operation;
import ai.prefactor.http.PrefactorConnectionException;
import ai.prefactor.http.PrefactorHttpException;
import ai.prefactor.http.PrefactorResponseException;

/**
 * Says what a failed request, or a refused item of one, means. Pure: decides by status
 * and code, never by the text of an answer.
 */
final class FailureClassifier {

	private static final String INVALID_ACTION = "invalid_action";

	private static final String NOT_FOUND = "not_found";

	private static final int MULTIPLE_CHOICES = 300;

	private static final int INTERNAL_SERVER_ERROR = 500;

	// An item tells no status, so these are the codes that stand for one
	private static final Set<String> FAILING_CODES = Set.of("internal_error", "internal_server_error", "server_error");

	private static final Set<String> TRANSIENT_CODES = Set.of("unavailable", "service_unavailable",
			"temporarily_unavailable", "timeout", "gateway_timeout", "rate_limited", "rate_limit_exceeded",
			"too_many_requests");

	private static final Set<String> CONFLICT_CODES = Set.of(INVALID_ACTION, "conflict", "already_exists",
			"already_finished");

	private static final Set<String> TOO_LARGE_CODES = Set.of("too_large", "payload_too_large",
			"request_entity_too_large", "content_too_large");

	private static final Set<String> TOKEN_CODES = Set.of("unauthorized", "unauthenticated", "forbidden");

	private static final Set<String> REFUSED_CODES = Set.of(PrefactorResponseException.CONTRACT, "bad_request",
			"invalid", "invalid_request", "unprocessable_entity", "validation_error", "validation_failed");

	private FailureClassifier() {
	}

	/**
	 * What it means that a request to an operation's own endpoint failed.
	 */
	static Failure classify(Operation operation, PrefactorHttpException failure) {
		if (failure instanceof PrefactorResponseException response) {
			return response.isJson() ? classify(operation, response.status(), response.code()) : withoutJson(response);
		}
		return isOurs(failure) ? Failure.INTERRUPTED : Failure.TRANSIENT;
	}

	/**
	 * What it means that a bulk request failed as a whole.
	 */
	static Failure classifyBulk(PrefactorHttpException failure) {
		if (failure instanceof PrefactorResponseException response) {
			if (response.isJson()) {
				return classifyBulk(response.status(), response.code());
			}
			return response.isUnreadableSuccess() ? Failure.UNREADABLE : withoutJson(response);
		}
		if (isOurs(failure)) {
			return Failure.INTERRUPTED;
		}
		return (((PrefactorConnectionException) failure).kind() == PrefactorConnectionException.Kind.TIMEOUT)
				? Failure.TOO_SLOW : Failure.TRANSIENT;
	}

	// A conflict of the whole is about its keys: they are under way already
	private static Failure classifyBulk(int status, @Nullable String code) {
		return switch (status) {
			case 401, 403 -> Failure.TOKEN_REFUSED;
			case 404, 405, 501 -> Failure.UNSUPPORTED;
			case 409, 429 -> Failure.TRANSIENT;
			case 413 -> Failure.TOO_LARGE;
			default -> {
				if (status < MULTIPLE_CHOICES) {
					Failure failure = (code != null) ? classifyCode(Operation.CREATE_SPAN, code) : null;
					yield (failure == null || failure == Failure.FAILING || failure == Failure.ALREADY_DONE)
							? Failure.TRANSIENT : failure;
				}
				yield (status >= INTERNAL_SERVER_ERROR) ? Failure.TRANSIENT : Failure.REJECTED;
			}
		};
	}

	/**
	 * Whether a ping was answered with a refusal of the token.
	 */
	static boolean isTokenRefused(PrefactorHttpException ping) {
		return ping instanceof PrefactorResponseException response && response.isJson()
				&& (response.status() == 401 || response.status() == 403);
	}

	/**
	 * What it means that an item of a bulk request was refused.
	 */
	static Failure classify(Operation operation, ItemResult.Refused refused) {
		Integer status = refused.status();
		String code = refused.code();
		if (status == null) {
			Failure failure = (code != null) ? classifyCode(operation, code) : null;
			return (failure != null) ? failure : Failure.REJECTED;
		}
		return (status == INTERNAL_SERVER_ERROR) ? Failure.FAILING : classify(operation, status, code);
	}

	private static Failure withoutJson(PrefactorResponseException response) {
		return (response.status() == 413) ? Failure.TOO_LARGE : Failure.TRANSIENT;
	}

	/**
	 * Whether we ended a request ourselves.
	 */
	static boolean isOurs(PrefactorHttpException failure) {
		return failure instanceof PrefactorConnectionException connection && switch (connection.kind()) {
			case CONNECT, TIMEOUT, DROPPED, UNSENT -> false;
			case INTERRUPTED, CLOSED -> true;
		};
	}

	private static Failure classify(Operation operation, int status, @Nullable String code) {
		if (status == 413) {
			return Failure.TOO_LARGE;
		}
		if (status == 429 || status >= INTERNAL_SERVER_ERROR) {
			return Failure.TRANSIENT;
		}
		if (status < MULTIPLE_CHOICES) {
			// An error that calls itself a success: it may pass, but is not waited for
			// without end
			Failure failure = (code != null) ? classifyCode(operation, code) : null;
			return (failure != null) ? failure : Failure.FAILING;
		}
		return switch (status) {
			case 401, 403 -> Failure.TOKEN_REFUSED;
			case 404 -> notFound(operation);
			case 409 -> conflict(operation, code);
			default -> Failure.REJECTED;
		};
	}

	/**
	 * What a code means by itself.
	 * @return {@code null} if it is not known
	 */
	private static @Nullable Failure classifyCode(Operation operation, String code) {
		if (FAILING_CODES.contains(code)) {
			return Failure.FAILING;
		}
		if (TRANSIENT_CODES.contains(code)) {
			return Failure.TRANSIENT;
		}
		if (CONFLICT_CODES.contains(code)) {
			return conflict(operation, code);
		}
		if (TOO_LARGE_CODES.contains(code)) {
			return Failure.TOO_LARGE;
		}
		if (TOKEN_CODES.contains(code)) {
			return Failure.TOKEN_REFUSED;
		}
		if (NOT_FOUND.equals(code)) {
			return notFound(operation);
		}
		return REFUSED_CODES.contains(code) ? Failure.REJECTED : null;
	}

	// The agent may be about to exist
	private static Failure notFound(Operation operation) {
		return (operation == Operation.REGISTER || operation == Operation.START) ? Failure.AGENT_MISSING
				: Failure.REJECTED;
	}

	// A span cannot be created any more in a run that is over: that is no repeat of ours
	private static Failure conflict(Operation operation, @Nullable String code) {
		if (code != null && !CONFLICT_CODES.contains(code)) {
			// About an idempotency key, say: nothing is done by that, and it may pass
			return Failure.FAILING;
		}
		return (operation == Operation.CREATE_SPAN && INVALID_ACTION.equals(code)) ? Failure.REJECTED
				: Failure.ALREADY_DONE;
	}

}
