package ai.prefactor.transport;

import java.util.List;

import org.jspecify.annotations.Nullable;

import ai.prefactor.api.Acknowledgement;

/**
 * How a batch ended.
 *
 * @param items what became of each item, in their order
 * @param cause why items go again as they are, in smaller batches; {@code null} if none
 * does
 */
record BatchOutcome(List<ItemOutcome> items, @Nullable Cause cause) {

	static BatchOutcome answered(List<ItemOutcome> items) {
		return new BatchOutcome(items, null);
	}

	/**
	 * Whether all came true as planned, so that what was planned since can go on.
	 * @param sent what was sent, in the same order
	 */
	boolean isAsPlanned(List<BatchItem> sent) {
		for (int i = 0; i < this.items.size(); i++) {
			ItemOutcome item = this.items.get(i);
			boolean taken = (item instanceof ItemOutcome.Accepted accepted)
					? !sent.get(i).isSurprising(accepted.acknowledgement().id())
					: item instanceof ItemOutcome.Failed failed && failed.failure() == Failure.ALREADY_DONE
							&& !sent.get(i).isLateCreate();
			if (!taken) {
				return false;
			}
		}
		return true;
	}

	/**
	 * Whether something was given up for good.
	 */
	boolean hasRejected() {
		return this.items.stream()
			.anyMatch((item) -> item instanceof ItemOutcome.Failed failed && isFinal(failed.failure()));
	}

	private static boolean isFinal(Failure failure) {
		return switch (failure) {
			case REJECTED, TOKEN_REFUSED, TOO_LARGE, TOO_SLOW, UNREADABLE, UNSUPPORTED, INTERRUPTED -> true;
			case TRANSIENT, FAILING, AGENT_MISSING, ALREADY_DONE -> false;
		};
	}

	/**
	 * Why items go again in smaller batches.
	 */
	enum Cause {

		/**
		 * They are more than the server takes.
		 */
		TOO_LARGE,

		/**
		 * There was no answer in time, or none that could be read.
		 */
		TOO_MUCH,

		/**
		 * One of them is refused.
		 */
		REFUSED

	}

	/**
	 * What became of one item.
	 */
	sealed interface ItemOutcome {

		/**
		 * The server has it.
		 *
		 * @param acknowledgement its answer
		 */
		record Accepted(Acknowledgement acknowledgement) implements ItemOutcome {

		}

		/**
		 * The server has not taken it.
		 *
		 * @param failure what that means; {@link Failure#ALREADY_DONE} means that it has
		 * it after all
		 */
		record Failed(Failure failure) implements ItemOutcome {

		}

		/**
		 * The server has not looked at it.
		 *
		 * @param sent whether it was on the wire
		 */
		record NotAttempted(boolean sent) implements ItemOutcome {

		}

		/**
		 * There is no answer for it: it goes again as it is.
		 */
		record Kept() implements ItemOutcome {

		}

	}

}
