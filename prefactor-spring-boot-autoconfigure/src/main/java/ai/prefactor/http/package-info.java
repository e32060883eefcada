/**
 * One request to Prefactor, one answer: the client, how its failures are told apart, and
 * how long to wait before the next attempt.
 */
@NullMarked
package ai.prefactor.http;

import org.jspecify.annotations.NullMarked;
