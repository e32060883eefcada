package ai.prefactor.api;

import java.time.Duration;
import java.util.function.BooleanSupplier;

import org.jspecify.annotations.Nullable;

import org.springframework.retry.RetryContext;
import org.springframework.retry.RetryPolicy;
import org.springframework.retry.context.RetryContextSupport;

import ai.prefactor.http.PrefactorConnectionException;
import ai.prefactor.http.PrefactorHttpException;
import ai.prefactor.http.RetrySettings;

/**
 * How often one request is tried. Whether it is tried once only is asked when it starts,
 * and again before each repetition.
 */
@SuppressWarnings("serial")
final class RetryBudget implements RetryPolicy {

	// Whoever is to wait longer than that has others to tell
	private static final Duration LONGEST_ASKED = Duration.ofSeconds(5);

	private final transient RetrySettings settings;

	private final transient BooleanSupplier singleAttempt;

	RetryBudget(RetrySettings settings, BooleanSupplier singleAttempt) {
		this.settings = settings;
		this.singleAttempt = singleAttempt;
	}

	@Override
	public RetryContext open(@Nullable RetryContext parent) {
		return new Budget(parent, this.singleAttempt.getAsBoolean() ? 0 : this.settings.maxRetries());
	}

	@Override
	public boolean canRetry(RetryContext context) {
		Throwable failure = context.getLastThrowable();
		if (failure == null) {
			return true;
		}
		return context.getRetryCount() <= ((Budget) context).retries
				&& failure instanceof PrefactorHttpException httpFailure
				&& httpFailure.isRetryable(this.settings.onStatusCodes()) && isWorthWaiting(httpFailure)
				&& !this.singleAttempt.getAsBoolean();
	}

	/**
	 * A large request that timed out goes again in parts, and a server that asks to be
	 * left alone for long is no matter of one request.
	 */
	private static boolean isWorthWaiting(PrefactorHttpException failure) {
		Duration asked = failure.retryAfter();
		boolean timeout = failure instanceof PrefactorConnectionException connection
				&& connection.kind() == PrefactorConnectionException.Kind.TIMEOUT;
		boolean divisible = timeout && BulkClient.OPERATION.equals(failure.operation());
		return !divisible && (asked == null || asked.compareTo(LONGEST_ASKED) <= 0);
	}

	@Override
	public void registerThrowable(RetryContext context, @Nullable Throwable failure) {
		((Budget) context).registerThrowable((failure instanceof PrefactorConnectionException last
				&& context.getLastThrowable() instanceof PrefactorHttpException earlier && earlier.mayHaveBeenSent())
						? last.afterSentAttempt() : failure);
	}

	@Override
	public void close(RetryContext context) {
		// Nothing is held
	}

	/**
	 * The repetitions that one request has.
	 */
	private static final class Budget extends RetryContextSupport {

		private final int retries;

		Budget(@Nullable RetryContext parent, int retries) {
			super(parent);
			this.retries = retries;
		}

	}

}
