package ai.prefactor.transport;

/**
 * What became of an action.
 */
enum Settlement {

	DELIVERED, REJECTED, RUN_REJECTED, TOO_LARGE, LATE

}
