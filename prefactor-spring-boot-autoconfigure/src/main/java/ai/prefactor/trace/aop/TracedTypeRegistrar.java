package ai.prefactor.trace.aop;

import org.jspecify.annotations.Nullable;

import org.springframework.aop.framework.AopInfrastructureBean;
import org.springframework.aop.framework.autoproxy.AutoProxyUtils;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.MethodIntrospector;
import org.springframework.core.MethodIntrospector.MetadataLookup;
import org.springframework.core.annotation.AnnotationUtils;
import org.springframework.util.ClassUtils;

import ai.prefactor.trace.Traced;

/**
 * Finds the traced methods of all beans once the singletons are there, so that the first
 * run declares their span types. Makes no bean: of lazy beans and prototypes it knows
 * what their definitions tell, and the rest at their first call.
 */
final class TracedTypeRegistrar implements SmartInitializingSingleton, AopInfrastructureBean {

	private final ConfigurableListableBeanFactory beanFactory;

	private final TracedMethods methods;

	TracedTypeRegistrar(ConfigurableListableBeanFactory beanFactory, TracedMethods methods) {
		this.beanFactory = beanFactory;
		this.methods = methods;
	}

	@Override
	public void afterSingletonsInstantiated() {
		for (String beanName : this.beanFactory.getBeanDefinitionNames()) {
			Harmless.run(() -> register(beanName));
		}
	}

	private void register(String beanName) {
		BeanDefinition definition = this.beanFactory.getMergedBeanDefinition(beanName);
		Class<?> type = definition.isAbstract() ? null : type(beanName, definition);
		if (type != null && AnnotationUtils.isCandidateClass(type, Traced.class)) {
			Class<?> userClass = ClassUtils.getUserClass(type);
			MethodIntrospector.selectMethods(userClass,
					(MetadataLookup<TracedMethod>) (method) -> this.methods.find(method, userClass));
		}
	}

	private @Nullable Class<?> type(String beanName, BeanDefinition definition) {
		Object behindProxy = definition.getAttribute(AutoProxyUtils.ORIGINAL_TARGET_CLASS_ATTRIBUTE);
		return (behindProxy instanceof Class<?> type) ? type : this.beanFactory.getType(beanName, false);
	}

}
