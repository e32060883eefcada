package ai.prefactor.trace.aop;

import org.springframework.aop.Advisor;
import org.springframework.aop.framework.Advised;
import org.springframework.aop.framework.AopInfrastructureBean;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.resilience.retry.AbstractRetryInterceptor;

/**
 * Puts the advice of traced methods around that of Spring Framework's own
 * {@code @Retryable}, whose post-processor adds it in front of all advice that a bean has
 * by then: one span for all attempts. Has no order, so it comes after that
 * post-processor.
 */
final class TracedAdvisorPlacement implements BeanPostProcessor, AopInfrastructureBean {

	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		if (bean instanceof Advised advised && !advised.isFrozen()) {
			place(advised);
		}
		return bean;
	}

	private static void place(Advised advised) {
		Advisor[] advisors = advised.getAdvisors();
		int retry = -1;
		for (int i = 0; i < advisors.length; i++) {
			if (retry < 0 && advisors[i].getAdvice() instanceof AbstractRetryInterceptor) {
				retry = i;
			}
			if (retry >= 0 && advisors[i] instanceof TracedAdvisor traced) {
				advised.removeAdvisor(i);
				advised.addAdvisor(retry, traced);
				return;
			}
		}
	}

}
