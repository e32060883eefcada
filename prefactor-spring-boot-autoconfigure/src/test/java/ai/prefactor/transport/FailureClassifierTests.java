package ai.prefactor.transport;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import ai.prefactor.api.Operation;
import ai.prefactor.http.PrefactorConnectionException;

import static org.assertj.core.api.Assertions.assertThat;

class FailureClassifierTests {

	@ParameterizedTest
	@CsvSource({ "CONNECT, TRANSIENT", "TIMEOUT, TRANSIENT", "DROPPED, TRANSIENT", "UNSENT, TRANSIENT",
			"INTERRUPTED, INTERRUPTED", "CLOSED, INTERRUPTED" })
	void classifyShouldKnowEveryKindOfNoAnswer(PrefactorConnectionException.Kind kind, Failure expected) {
		assertThat(FailureClassifier.classify(Operation.CREATE_SPAN, Failures.connection(kind))).isEqualTo(expected);
	}

	@ParameterizedTest
	@EnumSource
	void classifyShouldTakeTroubleOnTheServerAsTransientForEveryOperation(Operation operation) {
		for (int status : new int[] { 429, 500, 502, 503, 504, 599 }) {
			assertThat(FailureClassifier.classify(operation, Failures.status(status))).isEqualTo(Failure.TRANSIENT);
		}
	}

	@ParameterizedTest
	@ValueSource(ints = { 200, 302, 400, 401, 403, 404, 409, 422, 500 })
	void classifyShouldTakeAnAnswerThatIsNotJsonAsTransientWhateverItsStatus(int status) {
		assertThat(FailureClassifier.classify(Operation.REGISTER, Failures.html(status))).isEqualTo(Failure.TRANSIENT);
	}

	@ParameterizedTest
	@EnumSource
	void classifyShouldKnowWhatIsTooLargeWhoeverSaysSo(Operation operation) {
		assertThat(FailureClassifier.classify(operation, Failures.status(413))).isEqualTo(Failure.TOO_LARGE);
		assertThat(FailureClassifier.classify(operation, Failures.html(413))).isEqualTo(Failure.TOO_LARGE);
	}

	@ParameterizedTest
	@EnumSource
	void classifyShouldLeaveARefusedTokenToAPing(Operation operation) {
		assertThat(FailureClassifier.classify(operation, Failures.status(401))).isEqualTo(Failure.TOKEN_REFUSED);
		assertThat(FailureClassifier.classify(operation, Failures.status(403))).isEqualTo(Failure.TOKEN_REFUSED);
	}

	@ParameterizedTest
	@CsvSource({ "REGISTER, AGENT_MISSING", "START, AGENT_MISSING", "FINISH, REJECTED", "CREATE_SPAN, REJECTED",
			"FINISH_SPAN, REJECTED" })
	void classifyShouldWaitForAnAgentOnly(Operation operation, Failure expected) {
		assertThat(FailureClassifier.classify(operation, Failures.status(404, "not_found"))).isEqualTo(expected);
	}

	@ParameterizedTest
	@EnumSource
	void classifyShouldTakeAConflictAsDone(Operation operation) {
		assertThat(FailureClassifier.classify(operation, Failures.status(409))).isEqualTo(Failure.ALREADY_DONE);
	}

	@ParameterizedTest
	@EnumSource
	void classifyShouldNotTakeAConflictOfKeysAsDone(Operation operation) {
		assertThat(FailureClassifier.classify(operation, Failures.status(409, "idempotency_key_in_use")))
			.isEqualTo(Failure.FAILING);
	}

	@ParameterizedTest
	@CsvSource({ "rate_limited, TRANSIENT", "payload_too_large, TOO_LARGE", "unauthorized, TOKEN_REFUSED",
			"validation_failed, REJECTED", "contract, REJECTED", "something_new, FAILING", ", FAILING" })
	void classifyShouldGoByTheCodeOfAnErrorThatCallsItselfASuccess(String code, Failure expected) {
		assertThat(FailureClassifier.classify(Operation.CREATE_SPAN, Failures.status(200, code))).isEqualTo(expected);
	}

	@ParameterizedTest
	@CsvSource({ "200, rate_limited, TRANSIENT", "200, validation_failed, REJECTED", "200, something_new, TRANSIENT",
			"409, in_progress, TRANSIENT", "422, anything, REJECTED" })
	void classifyBulkShouldTellWhatMayPass(int status, String code, Failure expected) {
		assertThat(FailureClassifier.classifyBulk(Failures.status(status, code))).isEqualTo(expected);
	}

	@Test
	void classifyShouldKnowThatNoSpanIsCreatedInARunThatIsOver() {
		assertThat(FailureClassifier.classify(Operation.CREATE_SPAN, Failures.status(409, "invalid_action")))
			.isEqualTo(Failure.REJECTED);
		assertThat(FailureClassifier.classify(Operation.FINISH_SPAN, Failures.status(409, "invalid_action")))
			.isEqualTo(Failure.ALREADY_DONE);
	}

	@ParameterizedTest
	@ValueSource(ints = { 400, 402, 405, 410, 415, 422 })
	void classifyShouldRejectWhatIsRefusedOtherwise(int status) {
		assertThat(FailureClassifier.classify(Operation.CREATE_SPAN, Failures.status(status, "invalid")))
			.isEqualTo(Failure.REJECTED);
	}

}
