/**
 * What can be asked of the API.
 */
@NullMarked
package ai.prefactor.action;

import org.jspecify.annotations.NullMarked;
