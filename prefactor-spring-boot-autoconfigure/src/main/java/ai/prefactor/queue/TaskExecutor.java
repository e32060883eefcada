package ai.prefactor.queue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Works off queues. Each lane has a queue, a handler and a daemon thread of its own, so
 * that its items are handled one after the other in the order in which they were offered,
 * and no lane waits for another. Threads exist from {@link #start()} to {@link #stop}.
 * Safe for use by many threads.
 *
 * @param <T> the type of the items
 * @since 0.1.0
 */
public final class TaskExecutor<T> {

	private final String threadNamePrefix;

	private final int firstThreadNumber;

	private final List<Worker<T>> workers;

	private final CountDownLatch running;

	private final ReentrantLock lock = new ReentrantLock();

	private final Condition quiet = this.lock.newCondition();

	private final List<Thread> threads = new ArrayList<>();

	private boolean stopped;

	/**
	 * Creates an executor. No thread is made yet.
	 * @param threadNamePrefix what the threads' names start with; a dash and a number
	 * from 1 follow
	 * @param lanes the lanes, at least one
	 * @param maxRetries how often a handler is asked again, at once, after it failed; 0:
	 * never
	 * @param listener is told of failures that remain
	 * @throws IllegalArgumentException if there is no lane, or if {@code maxRetries} is
	 * negative
	 */
	public TaskExecutor(String threadNamePrefix, List<Lane<T>> lanes, int maxRetries,
			TaskListener<? super T> listener) {
		this(threadNamePrefix, 1, lanes, maxRetries, listener);
	}

	/**
	 * Creates an executor whose threads' numbers continue those of another one. No thread
	 * is made yet.
	 * @param threadNamePrefix what the threads' names start with; a dash and a number
	 * follow
	 * @param firstThreadNumber the number of the first lane's thread
	 * @param lanes the lanes, at least one
	 * @param maxRetries how often a handler is asked again, at once, after it failed; 0:
	 * never
	 * @param listener is told of failures that remain
	 * @throws IllegalArgumentException if there is no lane, or if {@code maxRetries} is
	 * negative
	 */
	public TaskExecutor(String threadNamePrefix, int firstThreadNumber, List<Lane<T>> lanes, int maxRetries,
			TaskListener<? super T> listener) {
		if (lanes.isEmpty()) {
			throw new IllegalArgumentException("'lanes' must not be empty");
		}
		if (maxRetries < 0) {
			throw new IllegalArgumentException("'maxRetries' must not be negative, but is " + maxRetries);
		}
		this.threadNamePrefix = threadNamePrefix;
		this.firstThreadNumber = firstThreadNumber;
		this.running = new CountDownLatch(lanes.size());
		this.workers = lanes.stream()
			.map((lane) -> new Worker<>(lane, maxRetries, listener, this::wakeWaiters, this.running))
			.toList();
	}

	/**
	 * Starts one thread per lane. Does nothing if they were started before.
	 * @throws IllegalStateException if the executor was stopped
	 */
	public void start() {
		this.lock.lock();
		try {
			if (this.stopped) {
				throw new IllegalStateException("The executor was stopped and cannot be started again");
			}
			if (this.threads.isEmpty()) {
				this.workers.forEach(this::startThread);
			}
		}
		finally {
			this.lock.unlock();
		}
	}

	private void startThread(Worker<T> worker) {
		String name = this.threadNamePrefix + "-" + (this.firstThreadNumber + this.threads.size());
		// Without the inheritable thread locals of whoever happens to call start
		Thread thread = new Thread(null, worker, name, 0, false);
		thread.setDaemon(true);
		thread.start();
		this.threads.add(thread);
	}

	/**
	 * Closes the queues and waits until everything that they accepted is over. What is
	 * not over at the deadline, or when the calling thread is interrupted, is given up,
	 * and the workers are interrupted; a worker that does not heed this is not waited
	 * for.
	 * @param deadline how long to wait at most
	 * @return what was given up, lane by lane, oldest first: items that a handler was at
	 * or had postponed, and items that no handler has seen. Empty if all work is over
	 */
	public List<T> stop(Duration deadline) {
		this.workers.forEach((worker) -> worker.queue().close());
		boolean ended = !markStopped() || awaitWorkers(deadline);
		if (!ended) {
			this.workers.forEach(Worker::abandon);
		}
		List<T> left = new ArrayList<>();
		this.workers.forEach((worker) -> left.addAll(worker.queue().abandon()));
		if (!ended) {
			// Only now, so that no worker reports as failed what was given up
			this.threads.forEach(Thread::interrupt);
		}
		wakeWaiters();
		return left;
	}

	private boolean markStopped() {
		this.lock.lock();
		try {
			this.stopped = true;
			return !this.threads.isEmpty();
		}
		finally {
			this.lock.unlock();
		}
	}

	private boolean awaitWorkers(Duration deadline) {
		try {
			return this.running.await(TimeUnit.NANOSECONDS.convert(deadline), TimeUnit.NANOSECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return false;
		}
	}

	/**
	 * Waits until the threads of a stopped executor have ended.
	 * @param timeout how long to wait at most
	 * @return {@code false} if one is still at work
	 * @throws InterruptedException if the calling thread was interrupted
	 */
	public boolean awaitEnd(Duration timeout) throws InterruptedException {
		return this.threads.isEmpty()
				|| this.running.await(TimeUnit.NANOSECONDS.convert(timeout), TimeUnit.NANOSECONDS);
	}

	/**
	 * Whether there is nothing to do: no lane has an item that waits or was not released,
	 * and no handler or listener is at work.
	 * @return {@code true} if everything that was accepted before this call is over
	 */
	public boolean isIdle() {
		return this.workers.stream().allMatch(Worker::isIdle);
	}

	/**
	 * Waits until there is {@linkplain #isIdle() nothing to do}, if only for a moment.
	 * @param timeout how long to wait at most
	 * @return {@code false} if there was something to do all the time
	 * @throws InterruptedException if the calling thread was interrupted
	 */
	public boolean awaitIdle(Duration timeout) throws InterruptedException {
		long remaining = TimeUnit.NANOSECONDS.convert(timeout);
		this.lock.lockInterruptibly();
		try {
			while (!isIdle()) {
				if (remaining <= 0) {
					return false;
				}
				remaining = this.quiet.awaitNanos(remaining);
			}
			return true;
		}
		finally {
			this.lock.unlock();
		}
	}

	private void wakeWaiters() {
		this.lock.lock();
		try {
			this.quiet.signalAll();
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * A queue and who works it off.
	 *
	 * @param <T> the type of the items
	 * @param queue the queue, which no other lane may have
	 * @param handler does the work, on the lane's thread only
	 */
	public record Lane<T>(WorkQueue<T> queue, TaskHandler<T> handler) {

	}

}
