package ai.prefactor.benchmarks.caller;

import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Lets the measured threads begin together, when nothing waits to be delivered any more.
 */
final class Start {

	private final CyclicBarrier barrier;

	Start(int threads, Runnable drain) {
		this.barrier = new CyclicBarrier(threads, drain);
	}

	void await() {
		try {
			this.barrier.await(2, TimeUnit.MINUTES);
		}
		catch (BrokenBarrierException | TimeoutException ex) {
			throw new IllegalStateException("The threads did not come together", ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

}
