package ai.prefactor.queue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Runs the same code on several threads at once, and fails if one of them does.
 */
final class Concurrently {

	private Concurrently() {
	}

	static void run(int threads, ThreadCode code) throws Exception {
		ExecutorService executor = Executors.newFixedThreadPool(threads);
		try {
			List<Future<?>> futures = new ArrayList<>();
			for (int i = 0; i < threads; i++) {
				int number = i;
				futures.add(executor.submit(() -> {
					code.run(number);
					return null;
				}));
			}
			for (Future<?> future : futures) {
				future.get();
			}
		}
		finally {
			executor.shutdownNow();
		}
	}

	/**
	 * For loops that try until they succeed, on machines with few cores. No test relies
	 * on it.
	 */
	@SuppressWarnings("ThreadPriorityCheck")
	static void letOthersRun() {
		Thread.yield();
	}

	interface ThreadCode {

		void run(int number) throws Exception;

	}

}
