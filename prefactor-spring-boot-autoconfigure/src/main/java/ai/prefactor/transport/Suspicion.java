package ai.prefactor.transport;

/**
 * What speaks against an item: that it was in a request at which the server failed while
 * it answered pings. Stays with the item however often it goes again. Used by one lane.
 */
final class Suspicion {

	/**
	 * After how many failures in a row a request, or an item alone, is the one to blame.
	 */
	static final int FAILURES = 3;

	// Where nothing else is sent, nothing else can be taken: about a minute of its run's
	// pauses is the chance that an item has then
	private static final int MOST = 8;

	private static final long NONE = -1;

	private long acceptedBefore = NONE;

	private int failuresAlone;

	/**
	 * The item comes under suspicion, unless it is already.
	 * @param accepted how many operations the server has taken so far
	 */
	void begin(long accepted) {
		if (!isThere()) {
			this.acceptedBefore = accepted;
		}
	}

	boolean isThere() {
		return this.acceptedBefore != NONE;
	}

	/**
	 * The server failed at the item and nothing else.
	 */
	void failedAlone() {
		this.failuresAlone++;
	}

	/**
	 * Whether the server has failed at the item and nothing else.
	 */
	boolean isOfItAlone() {
		return this.failuresAlone > 0;
	}

	/**
	 * Whether the server has taken others meanwhile.
	 * @param accepted how many operations it has taken so far
	 */
	boolean areOthersTaken(long accepted) {
		return accepted > this.acceptedBefore;
	}

	/**
	 * Whether it is proven that the server fails at the item itself.
	 * @param accepted how many operations it has taken so far
	 */
	boolean isProven(long accepted) {
		return this.failuresAlone >= MOST || (this.failuresAlone >= FAILURES && areOthersTaken(accepted));
	}

}
