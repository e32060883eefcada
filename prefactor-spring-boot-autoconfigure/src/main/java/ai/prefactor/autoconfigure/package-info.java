/**
 * What turns {@code prefactor.*} into beans: properties, connection details, start-up
 * checks and their failure analysis.
 */
@NullMarked
package ai.prefactor.autoconfigure;

import org.jspecify.annotations.NullMarked;
