package ai.prefactor.transport;

import java.util.function.Supplier;

import ai.prefactor.api.Acknowledgement;

/**
 * A request whose body is frozen: it is repeated byte for byte under its idempotency key.
 *
 * @param operation what is asked for
 * @param call makes the request, with the retries of one request
 */
record PendingRequest(Operation operation, Supplier<Acknowledgement> call) {

}
