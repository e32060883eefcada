/**
 * One run of an agent, from its registration to its finish.
 */
@NullMarked
package ai.prefactor.agent;

import org.jspecify.annotations.NullMarked;
