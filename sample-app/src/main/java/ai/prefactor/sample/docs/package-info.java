/**
 * What the assistant knows: the pages of the documentation, their sections, and an index
 * to find them by.
 */
@NullMarked
package ai.prefactor.sample.docs;

import org.jspecify.annotations.NullMarked;
