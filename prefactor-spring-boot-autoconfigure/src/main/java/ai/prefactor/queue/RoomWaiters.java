package ai.prefactor.queue;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/**
 * Threads that wait for room in a bound, first come, first woken. Whoever makes room
 * looks at one variable while nobody waits, and otherwise wakes no more threads than
 * there is room for.
 */
final class RoomWaiters {

	private final QueueBounds bounds;

	private final ReentrantLock lock = new ReentrantLock();

	private final Deque<Waiter> waiters = new ArrayDeque<>();

	// As many as there are waiters; read without the lock
	private volatile int count;

	RoomWaiters(QueueBounds bounds) {
		this.bounds = bounds;
	}

	boolean await(int places, long weight, Duration timeout, BooleanSupplier pointless) throws InterruptedException {
		long remaining = TimeUnit.NANOSECONDS.convert(timeout);
		this.lock.lockInterruptibly();
		Waiter waiter = new Waiter(places, weight, this.lock.newCondition());
		boolean room = false;
		try {
			enter(waiter);
			// In this order: room that is made from now on wakes it
			room = this.bounds.hasRoom(places, weight);
			while (!room && remaining > 0 && !pointless.getAsBoolean()) {
				remaining = waiter.condition().awaitNanos(remaining);
				room = this.bounds.hasRoom(places, weight);
			}
			return room;
		}
		finally {
			leave(waiter);
			if (!room) {
				// It may have been in the way, or woken in vain
				wakeThoseThatFit();
			}
			this.lock.unlock();
		}
	}

	private void enter(Waiter waiter) {
		this.waiters.addLast(waiter);
		this.count = this.waiters.size();
	}

	private void leave(Waiter waiter) {
		this.waiters.remove(waiter);
		this.count = this.waiters.size();
	}

	/**
	 * Says that there is more room than before.
	 */
	void roomMade() {
		if (this.count > 0) {
			this.lock.lock();
			try {
				wakeThoseThatFit();
			}
			finally {
				this.lock.unlock();
			}
		}
	}

	private void wakeThoseThatFit() {
		int places = 0;
		long weight = 0;
		for (Waiter waiter : this.waiters) {
			places += waiter.places();
			weight += waiter.weight();
			if (!this.bounds.hasRoom(places, weight)) {
				return;
			}
			waiter.condition().signal();
		}
	}

	void wakeAll() {
		this.lock.lock();
		try {
			this.waiters.forEach((waiter) -> waiter.condition().signal());
		}
		finally {
			this.lock.unlock();
		}
	}

	private record Waiter(int places, long weight, Condition condition) {

	}

}
