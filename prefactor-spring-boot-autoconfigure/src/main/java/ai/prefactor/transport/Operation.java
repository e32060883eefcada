package ai.prefactor.transport;

/**
 * What is asked of the server, as far as failures tell it apart.
 */
enum Operation {

	REGISTER, START, FINISH, CREATE_SPAN, FINISH_SPAN

}
