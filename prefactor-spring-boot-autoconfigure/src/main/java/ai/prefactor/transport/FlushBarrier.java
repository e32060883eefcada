package ai.prefactor.transport;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/**
 * Where callers of flush wait for the lanes. Costs a lane one read while nobody waits.
 * Safe for use by many threads.
 */
final class FlushBarrier {

	private final ReentrantLock lock = new ReentrantLock();

	private final Condition changed = this.lock.newCondition();

	private final AtomicInteger waiters = new AtomicInteger();

	void changed() {
		if (this.waiters.get() > 0) {
			this.lock.lock();
			try {
				this.changed.signalAll();
			}
			finally {
				this.lock.unlock();
			}
		}
	}

	/**
	 * Whether somebody waits.
	 */
	boolean isAwaited() {
		return this.waiters.get() > 0;
	}

	boolean await(BooleanSupplier done, Duration timeout) throws InterruptedException {
		return await(done, timeout, () -> {
		});
	}

	/**
	 * Waits.
	 * @param begun is run once it shows that somebody waits
	 */
	boolean await(BooleanSupplier done, Duration timeout, Runnable begun) throws InterruptedException {
		long left = TimeUnit.NANOSECONDS.convert(timeout);
		this.lock.lockInterruptibly();
		try {
			this.waiters.incrementAndGet();
			begun.run();
			while (!done.getAsBoolean()) {
				if (left <= 0) {
					return false;
				}
				left = this.changed.awaitNanos(left);
			}
			return true;
		}
		finally {
			this.waiters.decrementAndGet();
			this.lock.unlock();
		}
	}

}
