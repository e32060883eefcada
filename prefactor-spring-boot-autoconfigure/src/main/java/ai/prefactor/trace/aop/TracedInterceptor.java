package ai.prefactor.trace.aop;

import java.util.function.Supplier;

import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.support.AopUtils;

import ai.prefactor.trace.Tracer;

/**
 * Makes calls spans. It asks for the tracer at the first call only: it is made while
 * Spring still collects what advises beans, and a bean that is made so early would go
 * without advice.
 */
final class TracedInterceptor implements MethodInterceptor {

	private final Supplier<Tracer> tracerSource;

	private final Supplier<TracedMethods> methodsSource;

	private volatile @Nullable Tracer tracer;

	private volatile @Nullable TracedMethods methods;

	TracedInterceptor(Supplier<Tracer> tracer, Supplier<TracedMethods> methods) {
		this.tracerSource = tracer;
		this.methodsSource = methods;
	}

	@Override
	public @Nullable Object invoke(MethodInvocation invocation) throws Throwable {
		TracedMethod method = Harmless.get(() -> find(invocation));
		Tracer tracer = this.tracer;
		if (method == null || tracer == null) {
			return invocation.proceed();
		}
		return method.strategy().call(tracer, method, invocation);
	}

	private @Nullable TracedMethod find(MethodInvocation invocation) {
		TracedMethods methods = this.methods;
		if (methods == null || this.tracer == null) {
			// No lock: two threads get the same beans
			methods = this.methodsSource.get();
			this.tracer = this.tracerSource.get();
			this.methods = methods;
		}
		Object target = invocation.getThis();
		Class<?> targetClass = (target != null) ? AopUtils.getTargetClass(target)
				: invocation.getMethod().getDeclaringClass();
		return methods.find(invocation.getMethod(), targetClass);
	}

}
