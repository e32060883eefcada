package ai.prefactor.trace.aop;

import java.lang.reflect.Method;

import org.aopalliance.aop.Advice;

import org.springframework.aop.support.StaticMethodMatcherPointcutAdvisor;
import org.springframework.core.annotation.AnnotationUtils;

import ai.prefactor.trace.Traced;

/**
 * Advises traced methods. Its order puts it around the advice of {@code @Transactional},
 * {@code @Cacheable} and Spring Retry's {@code @Retryable}, which come last unless they
 * are told otherwise.
 */
@SuppressWarnings("serial")
final class TracedAdvisor extends StaticMethodMatcherPointcutAdvisor {

	/**
	 * Where the advice stands: around what has a greater order.
	 */
	static final int ORDER = 0;

	TracedAdvisor(Advice interceptor) {
		super(interceptor);
		setOrder(ORDER);
		setClassFilter((type) -> AnnotationUtils.isCandidateClass(type, Traced.class));
	}

	@Override
	public boolean matches(Method method, Class<?> targetClass) {
		return TracedAnnotations.find(method, targetClass) != null;
	}

}
