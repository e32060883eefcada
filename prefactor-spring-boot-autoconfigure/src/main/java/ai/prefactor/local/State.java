package ai.prefactor.local;

import java.util.Locale;
import java.util.Set;

/**
 * The state of an instance or of a span, and the rule which state may follow which.
 */
enum State {

	PENDING, ACTIVE, COMPLETE, FAILED, CANCELLED, TERMINATED;

	/**
	 * What a client may end an instance or a span with.
	 */
	static final Set<State> ENDS = Set.of(COMPLETE, FAILED, CANCELLED);

	/**
	 * What a client may create a span with.
	 */
	static final Set<State> STARTS = Set.of(PENDING, ACTIVE, COMPLETE, FAILED, CANCELLED);

	private final String id = name().toLowerCase(Locale.ROOT);

	String id() {
		return this.id;
	}

	boolean isFinal() {
		return this != PENDING && this != ACTIVE;
	}

	boolean canBecome(State next) {
		return switch (this) {
			case PENDING -> next == ACTIVE || next == CANCELLED || next == TERMINATED;
			case ACTIVE -> next.isFinal();
			case COMPLETE, FAILED, CANCELLED, TERMINATED -> false;
		};
	}

}
