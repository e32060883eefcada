/**
 * The agent and its steps, each of which is a traced bean.
 */
@NullMarked
package ai.prefactor.sample.agent;

import org.jspecify.annotations.NullMarked;
