package ai.prefactor.queue;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The loop of one lane. Ends when its queue is closed and everything in it is over, or
 * when it is abandoned, and for no other reason: nothing that a handler, a listener or a
 * queue throws gets past it.
 *
 * @param <T> the type of the items
 */
final class Worker<T> implements Runnable {

	private static final Logger logger = LoggerFactory.getLogger(Worker.class);

	private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(1);

	// A closed queue wakes nobody, neither for an entry that another thread releases nor
	// for an offer that is just being taken back
	private static final Duration PAUSE_WHILE_DRAINING = Duration.ofMillis(10);

	private final WorkQueue<T> queue;

	private final TaskHandler<T> handler;

	private final int maxRetries;

	private final TaskListener<? super T> listener;

	private final Runnable whenIdle;

	private final CountDownLatch running;

	private final CountDownLatch abandoned = new CountDownLatch(1);

	private volatile boolean busy;

	private boolean complained;

	Worker(TaskExecutor.Lane<T> lane, int maxRetries, TaskListener<? super T> listener, Runnable whenIdle,
			CountDownLatch running) {
		this.queue = lane.queue();
		this.handler = lane.handler();
		this.maxRetries = maxRetries;
		this.listener = listener;
		this.whenIdle = whenIdle;
		this.running = running;
	}

	WorkQueue<T> queue() {
		return this.queue;
	}

	boolean isIdle() {
		// In this order: a worker is busy before it can release what it was handed
		return this.queue.isIdle() && !this.busy;
	}

	void abandon() {
		this.abandoned.countDown();
	}

	private boolean isAbandoned() {
		return this.abandoned.getCount() == 0;
	}

	@Override
	public void run() {
		this.busy = true;
		try {
			boolean more = true;
			while (more && goesOn()) {
				more = next();
			}
		}
		finally {
			this.busy = false;
			this.running.countDown();
			this.whenIdle.run();
		}
	}

	/**
	 * Drops an interrupt that is left over, since it was not meant for what comes next.
	 * The one at the deadline comes after the worker was abandoned, so it is not missed.
	 */
	private boolean goesOn() {
		Thread.interrupted();
		return !isAbandoned();
	}

	private boolean next() {
		try {
			Duration wait = idle();
			WorkQueue.Entry<T> entry = poll(wait);
			if (entry != null) {
				process(entry);
			}
			else if (this.queue.isClosed()) {
				// In this order: nothing is accepted any more, so what is idle stays idle
				return !this.queue.isIdle() && !pause(shorter(wait, PAUSE_WHILE_DRAINING));
			}
			return true;
		}
		catch (InterruptedException ex) {
			return true;
		}
		catch (Throwable ex) {
			complain("A queue failed and is asked again after a pause", ex);
			return !pauseAfterFailure();
		}
	}

	private Duration idle() {
		try {
			return this.handler.idle();
		}
		catch (Throwable ex) {
			complain("A handler failed between two items", ex);
			return PAUSE_AFTER_FAILURE;
		}
	}

	private WorkQueue.@Nullable Entry<T> poll(Duration wait) throws InterruptedException {
		this.busy = false;
		try {
			if (this.queue.isIdle()) {
				this.whenIdle.run();
			}
			return this.queue.poll(wait);
		}
		finally {
			this.busy = true;
		}
	}

	private void process(WorkQueue.Entry<T> entry) {
		Throwable failure = attempt(entry);
		for (int retry = 0; retry < this.maxRetries && failure != null && !entry.isReleased(); retry++) {
			failure = attempt(entry);
		}
		if (failure == null) {
			return;
		}
		if (entry.release()) {
			report(entry.item(), failure);
		}
		else if (!isAbandoned()) {
			complain("A handler failed on an item that it had released", failure);
		}
	}

	private @Nullable Throwable attempt(WorkQueue.Entry<T> entry) {
		try {
			if (goesOn()) {
				this.handler.handle(entry);
			}
			return null;
		}
		catch (Throwable ex) {
			return ex;
		}
	}

	private void report(T item, Throwable failure) {
		try {
			this.listener.failed(item, failure);
		}
		catch (Throwable ex) {
			complain("A listener failed while it was told of a failure", ex);
		}
	}

	private boolean pause(Duration duration) throws InterruptedException {
		return this.abandoned.await(TimeUnit.NANOSECONDS.convert(duration), TimeUnit.NANOSECONDS);
	}

	private static Duration shorter(Duration one, Duration other) {
		return (one.compareTo(other) < 0) ? one : other;
	}

	private boolean pauseAfterFailure() {
		try {
			return pause(PAUSE_AFTER_FAILURE);
		}
		catch (InterruptedException ex) {
			return isAbandoned();
		}
	}

	private void complain(String message, Throwable cause) {
		try {
			if (this.complained) {
				logger.debug(message, cause);
			}
			else {
				this.complained = true;
				logger.warn(message, cause);
			}
		}
		catch (Throwable ex) {
			// Not even a failing logger ends a lane
		}
	}

}
