package ai.prefactor.api;

import org.springframework.aop.framework.ProxyFactory;
import org.springframework.aop.support.DefaultPointcutAdvisor;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.retry.RetryPolicy;
import org.springframework.retry.annotation.AnnotationAwareRetryOperationsInterceptor;
import org.springframework.retry.backoff.BackOffPolicy;
import org.springframework.retry.interceptor.RetryOperationsInterceptor;
import org.springframework.retry.support.RetryTemplate;

/**
 * Makes {@code @Retryable} work on our own clients, and on nothing else. The proxies are
 * JDK proxies of ours: the user's {@code @EnableRetry} sees no annotation on them, so it
 * cannot multiply the attempts. The interceptor that the annotation names lives in a bean
 * factory of our own, so nothing of it stands in the user's context.
 */
final class RetryAdvice {

	/**
	 * The name that the annotations refer to.
	 */
	static final String INTERCEPTOR = "prefactorRetryInterceptor";

	private final AnnotationAwareRetryOperationsInterceptor interceptor = new AnnotationAwareRetryOperationsInterceptor();

	RetryAdvice(RetryPolicy policy, BackOffPolicy pause) {
		RetryTemplate template = new RetryTemplate();
		template.setRetryPolicy(policy);
		template.setBackOffPolicy(pause);
		RetryOperationsInterceptor retries = new RetryOperationsInterceptor();
		retries.setRetryOperations(template);
		StaticListableBeanFactory beans = new StaticListableBeanFactory();
		beans.addBean(INTERCEPTOR, retries);
		this.interceptor.setBeanFactory(beans);
	}

	/**
	 * Puts a client behind a proxy that retries.
	 * @param <T> the client's interface
	 * @param type the client's interface
	 * @param client the implementation, annotated
	 * @return the proxy
	 */
	<T> T apply(Class<T> type, T client) {
		ProxyFactory factory = new ProxyFactory();
		factory.setInterfaces(type);
		factory.setTarget(client);
		factory.addAdvisor(new DefaultPointcutAdvisor(this.interceptor));
		// Nobody else's advice gets in, and the target stays hidden
		factory.setOpaque(true);
		factory.setFrozen(true);
		return type.cast(factory.getProxy(type.getClassLoader()));
	}

}
