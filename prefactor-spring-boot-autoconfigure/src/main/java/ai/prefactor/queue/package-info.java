/**
 * Work that waits: a bounded queue and the workers that empty it. Knows nothing of spans.
 */
@NullMarked
package ai.prefactor.queue;

import org.jspecify.annotations.NullMarked;
