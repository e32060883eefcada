/**
 * The endpoints of Prefactor's API: what can be asked, what is sent, what comes back.
 */
@NullMarked
package ai.prefactor.api;

import org.jspecify.annotations.NullMarked;
