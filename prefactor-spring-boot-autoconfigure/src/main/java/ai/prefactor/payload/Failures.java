package ai.prefactor.payload;

import tools.jackson.core.JacksonException;

/**
 * What user code throws while it is captured.
 */
final class Failures {

	private static final int MAX_CAUSES = 16;

	private Failures() {
	}

	/**
	 * Whether the virtual machine itself is in trouble. A stack that ran out is not: it
	 * is free again once the failure has left it.
	 */
	static boolean isFatal(Throwable ex) {
		return ex instanceof VirtualMachineError && !(ex instanceof StackOverflowError);
	}

	/**
	 * Name of what went wrong first. Its message stays here: it may hold any data.
	 */
	static String reason(Throwable ex) {
		Throwable cause = ex;
		for (int i = 0; i < MAX_CAUSES && cause instanceof JacksonException && cause.getCause() != null; i++) {
			cause = cause.getCause();
		}
		return cause.getClass().getName();
	}

}
