package ai.prefactor.sample.agent;

/**
 * A page or a section was asked for that the documentation does not have.
 */
class PageNotFoundException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	PageNotFoundException(String message) {
		super(message);
	}

}
