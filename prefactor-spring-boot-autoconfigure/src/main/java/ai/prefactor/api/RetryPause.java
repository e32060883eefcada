package ai.prefactor.api;

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
 * reports each repetition when it comes. An interrupt ends the request.
 */
final class RetryPause implements BackOffPolicy {

	private final Backoff backoff;

	private final Sleeper sleeper;

	private final PrefactorHttpClient http;

	RetryPause(Backoff backoff, Sleeper sleeper, PrefactorHttpClient http) {
		this.backoff = backoff;
		this.sleeper = sleeper;
		this.http = http;
	}

	@Override
	public BackOffContext start(RetryContext context) {
		return new Pause(context);
	}

	@Override
	public void backOff(BackOffContext backOffContext) {
		RetryContext context = ((Pause) backOffContext).context();
		if (context.getLastThrowable() instanceof PrefactorHttpException failure) {
			pause(context.getRetryCount(), failure);
			this.http.reportRetry(failure);
		}
	}

	private void pause(int repetition, PrefactorHttpException failure) {
		try {
			this.sleeper.sleep(this.backoff.delay(repetition, failure.retryAfter()));
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
