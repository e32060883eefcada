package ai.prefactor.api;

import java.time.Duration;
import java.util.function.BooleanSupplier;

import org.springframework.retry.RetryContext;
import org.springframework.retry.backoff.BackOffContext;
import org.springframework.retry.backoff.BackOffPolicy;

import ai.prefactor.http.Backoff;
import ai.prefactor.http.PrefactorConnectionException;
import ai.prefactor.http.PrefactorHttpClient;
import ai.prefactor.http.PrefactorHttpException;
import ai.prefactor.http.Sleeper;

/**
 * Waits between two attempts of one request, never less than the server asks for, and
 * reports each repetition when it comes. An interrupt ends the request, and so does the
 * news that requests are to be tried only once: what waits here would be late after an
 * outage.
 */
final class RetryPause implements BackOffPolicy {

	// How long that news may take
	private static final Duration SLICE = Duration.ofMillis(200);

	private final Backoff backoff;

	private final Sleeper sleeper;

	private final PrefactorHttpClient http;

	private final BooleanSupplier singleAttempt;

	RetryPause(Backoff backoff, Sleeper sleeper, PrefactorHttpClient http, BooleanSupplier singleAttempt) {
		this.backoff = backoff;
		this.sleeper = sleeper;
		this.http = http;
		this.singleAttempt = singleAttempt;
	}

	@Override
	public BackOffContext start(RetryContext context) {
		return new Pause(context);
	}

	@Override
	public void backOff(BackOffContext backOffContext) {
		RetryContext context = ((Pause) backOffContext).context();
		if (context.getLastThrowable() instanceof PrefactorHttpException failure) {
			if (pause(context.getRetryCount(), failure)) {
				this.http.reportRetry(failure);
			}
			else {
				// Not asked a second time: the pause is not over
				context.setExhaustedOnly();
			}
		}
	}

	/**
	 * Waits.
	 * @return {@code false} if the request is not to be repeated any more
	 */
	private boolean pause(int repetition, PrefactorHttpException failure) {
		Duration left = this.backoff.delay(repetition, failure.retryAfter());
		try {
			while (left.compareTo(Duration.ZERO) > 0) {
				if (this.singleAttempt.getAsBoolean()) {
					return false;
				}
				Duration slice = (left.compareTo(SLICE) < 0) ? left : SLICE;
				this.sleeper.sleep(slice);
				left = left.minus(slice);
			}
			return !this.singleAttempt.getAsBoolean();
		}
		catch (InterruptedException ex) {
			PrefactorConnectionException interrupted = PrefactorConnectionException.interrupted(failure.operation(),
					"waiting to be repeated", failure.mayHaveBeenSent());
			interrupted.addSuppressed(failure);
			throw interrupted;
		}
	}

	/**
	 * Leads from the pause to the failure before it.
	 *
	 * @param context the request's
	 */
	@SuppressWarnings("serial")
	private record Pause(RetryContext context) implements BackOffContext {
	}

}
