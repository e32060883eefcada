/**
 * How delivery stands, for those who run the application.
 */
@NullMarked
package ai.prefactor.actuate;

import org.jspecify.annotations.NullMarked;
