package ai.prefactor.trace.aop;

import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;

import ai.prefactor.context.SpanScope;
import ai.prefactor.trace.ActiveSpan;
import ai.prefactor.trace.Tracer;

/**
 * Traces methods whose work is under way when they are called: the span starts with the
 * call, and is current in it.
 */
final class DirectCall implements CallStrategy {

	/**
	 * For what is there when the method returns.
	 */
	static final CallStrategy OF_VALUE = new DirectCall(SpanEnding.withValue());

	/**
	 * For what may come later, in a stage.
	 */
	static final CallStrategy OF_STAGE = new DirectCall(new StageEnding());

	private final SpanEnding ending;

	private DirectCall(SpanEnding ending) {
		this.ending = ending;
	}

	@Override
	public @Nullable Object call(Tracer tracer, TracedMethod method, MethodInvocation invocation) throws Throwable {
		ActiveSpan span = Harmless.get(() -> start(tracer, method, invocation));
		if (span == null) {
			return invocation.proceed();
		}
		Object result;
		try (SpanScope scope = span.makeCurrent()) {
			result = invocation.proceed();
		}
		catch (Throwable ex) {
			Harmless.run(() -> span.fail(ex));
			throw ex;
		}
		Harmless.run(() -> this.ending.end(span, result));
		return result;
	}

	private static ActiveSpan start(Tracer tracer, TracedMethod method, MethodInvocation invocation) {
		ActiveSpan span = tracer.start(method.spec());
		if (span.isRecorded()) {
			span.inputs(method.inputs(invocation.getArguments()));
		}
		return span;
	}

}
