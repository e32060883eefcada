package ai.prefactor.benchmarks.peer;

import java.time.Duration;

import ai.prefactor.benchmarks.process.Figures;

/**
 * A tracer that delivers to the server. Produces from one thread.
 */
public interface Peer extends AutoCloseable {

	/**
	 * Records a run: a root and its children, each made current and ended.
	 * @param most most spans of the run, the root among them
	 * @param pace says when the next span may be recorded, and whether
	 */
	void run(int most, Pace pace);

	/**
	 * Whether another span can be recorded without one being lost.
	 * @return {@code false} if its queue is too full for that
	 */
	boolean hasRoom();

	/**
	 * Waits until what was recorded is delivered or lost.
	 * @param timeout how long to wait at most
	 * @return {@code false} if something is still under way
	 */
	boolean flush(Duration timeout);

	/**
	 * What it knows of its losses.
	 * @return figures that begin with {@code lost}, or none
	 */
	Figures losses();

	@Override
	void close();

}
