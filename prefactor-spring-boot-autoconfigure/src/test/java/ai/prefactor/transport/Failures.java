package ai.prefactor.transport;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import ai.prefactor.api.Operation;
import ai.prefactor.http.ErrorAnswer;
import ai.prefactor.http.PrefactorConnectionException;
import ai.prefactor.http.PrefactorHttpException;
import ai.prefactor.http.PrefactorResponseException;

/**
 * Ways in which requests fail.
 */
final class Failures {

	private Failures() {
	}

	static PrefactorResponseException status(int status) {
		return status(status, null);
	}

	static PrefactorResponseException status(int status, @Nullable String code) {
		return new PrefactorResponseException("operation", ErrorAnswer.of(status, code, null));
	}

	static PrefactorResponseException html(int status) {
		return new PrefactorResponseException("operation", new ErrorAnswer(status, false, null, null, null, null));
	}

	static PrefactorResponseException retryAfter(int status, Duration pause) {
		return new PrefactorResponseException("operation", new ErrorAnswer(status, true, null, null, null, pause));
	}

	static PrefactorConnectionException connection(PrefactorConnectionException.Kind kind) {
		return new PrefactorConnectionException("operation", kind, "failed", null);
	}

	/**
	 * Waits as the HTTP client does: an interrupt ends it.
	 */
	static void await(CountDownLatch latch) {
		try {
			latch.await();
		}
		catch (InterruptedException ex) {
			throw PrefactorConnectionException.interrupted("operation", "waiting for the answer", true);
		}
	}

	/**
	 * Fails the next requests of one kind, one after the other, and lets others pass.
	 */
	@SafeVarargs
	static Consumer<Call> next(Operation operation, Supplier<PrefactorHttpException>... failures) {
		Queue<Supplier<PrefactorHttpException>> left = new ArrayDeque<>(Arrays.asList(failures));
		return (call) -> {
			synchronized (left) {
				if (call.operation() == operation && !left.isEmpty()) {
					throw left.remove().get();
				}
			}
		};
	}

	static Consumer<Call> every(Operation operation, Supplier<PrefactorHttpException> failure) {
		return (call) -> {
			if (call.operation() == operation) {
				throw failure.get();
			}
		};
	}

}
