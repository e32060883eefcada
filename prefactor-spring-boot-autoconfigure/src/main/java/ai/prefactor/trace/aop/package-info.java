/**
 * Makes the calls of traced methods spans, through Spring AOP.
 */
@NullMarked
package ai.prefactor.trace.aop;

import org.jspecify.annotations.NullMarked;
