package ai.prefactor.trace.aop;

import java.lang.ref.Cleaner;
import java.util.concurrent.ThreadFactory;

import org.jspecify.annotations.Nullable;

import ai.prefactor.trace.PendingSpan;

/**
 * Cancels the spans of publishers that nobody can subscribe to any more: the span of a
 * forgotten publisher must not keep its inputs, and perhaps its run, for ever. Has no
 * thread before there is something to watch.
 */
final class UnsubscribedSpans {

	private final ThreadFactory threads;

	private volatile @Nullable Cleaner cleaner;

	/**
	 * Watches publishers.
	 * @param threads makes the thread that learns of forgotten publishers, a daemon
	 */
	UnsubscribedSpans(ThreadFactory threads) {
		this.threads = threads;
	}

	/**
	 * Watches a publisher, if its span is open already.
	 * @param publisher the publisher, which its span must not refer to
	 * @param span the span
	 */
	void watch(Object publisher, PendingSpan span) {
		if (span.isIdle()) {
			cleaner().register(publisher, span::cancel);
		}
	}

	private Cleaner cleaner() {
		Cleaner cleaner = this.cleaner;
		return (cleaner != null) ? cleaner : createCleaner();
	}

	private synchronized Cleaner createCleaner() {
		Cleaner cleaner = this.cleaner;
		if (cleaner == null) {
			cleaner = Cleaner.create(this.threads);
			this.cleaner = cleaner;
		}
		return cleaner;
	}

}
