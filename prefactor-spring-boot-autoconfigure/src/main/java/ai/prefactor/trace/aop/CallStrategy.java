package ai.prefactor.trace.aop;

import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;

import ai.prefactor.trace.Tracer;

/**
 * Makes the call of a method a span, in the way that suits what the method returns. The
 * method is called exactly once, whatever becomes of the span.
 */
interface CallStrategy {

	/**
	 * Calls the method.
	 * @param tracer starts the span
	 * @param method what is known of the method
	 * @param invocation the call
	 * @return what the method returned, or a publisher in its place that does the same
	 * @throws Throwable what the method threw, as it is
	 */
	@Nullable Object call(Tracer tracer, TracedMethod method, MethodInvocation invocation) throws Throwable;

}
