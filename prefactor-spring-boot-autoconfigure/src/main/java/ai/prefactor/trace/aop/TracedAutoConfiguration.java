package ai.prefactor.trace.aop;

import org.springframework.aop.config.AopConfigUtils;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.aop.AopAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.SearchStrategy;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.ImportBeanDefinitionRegistrar;
import org.springframework.context.annotation.Role;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotationMetadata;

import ai.prefactor.schema.SchemaRegistry;
import ai.prefactor.trace.Traced;
import ai.prefactor.trace.Tracer;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for {@link Traced @Traced}.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = AopAutoConfiguration.class,
		afterName = "ai.prefactor.autoconfigure.PrefactorAutoConfiguration")
@ConditionalOnBean({ Tracer.class, SchemaRegistry.class })
@Import(TracedAutoConfiguration.AutoProxyRegistrar.class)
public final class TracedAutoConfiguration {

	@Bean
	@Role(BeanDefinition.ROLE_INFRASTRUCTURE)
	@ConditionalOnMissingBean(name = "prefactorTracedAdvisor", search = SearchStrategy.CURRENT)
	static TracedAdvisor prefactorTracedAdvisor(ObjectProvider<Tracer> tracer, ObjectProvider<TracedMethods> methods) {
		return new TracedAdvisor(new TracedInterceptor(tracer::getObject, methods::getObject));
	}

	@Bean
	@Role(BeanDefinition.ROLE_INFRASTRUCTURE)
	static TracedAdvisorPlacement prefactorTracedAdvisorPlacement() {
		return new TracedAdvisorPlacement();
	}

	@Bean
	TracedMethods prefactorTracedMethods(SchemaRegistry schemas) {
		return new TracedMethods(schemas, new ParameterNames(), new UnsubscribedSpans((task) -> {
			Thread thread = new Thread(null, task, "prefactor-unsubscribed", 0, false);
			thread.setDaemon(true);
			return thread;
		}));
	}

	@Bean
	TracedTypeRegistrar prefactorTracedTypeRegistrar(ConfigurableListableBeanFactory beanFactory,
			TracedMethods methods) {
		return new TracedTypeRegistrar(beanFactory, methods);
	}

	/**
	 * Sees to it that beans are proxied, also where nothing else asks for it, by class or
	 * by interface as {@code spring.aop.proxy-target-class} says.
	 */
	static final class AutoProxyRegistrar implements ImportBeanDefinitionRegistrar {

		private final Environment environment;

		AutoProxyRegistrar(Environment environment) {
			this.environment = environment;
		}

		@Override
		public void registerBeanDefinitions(AnnotationMetadata importing, BeanDefinitionRegistry registry) {
			AopConfigUtils.registerAutoProxyCreatorIfNecessary(registry);
			if (this.environment.getProperty("spring.aop.proxy-target-class", Boolean.class, true)) {
				AopConfigUtils.forceAutoProxyCreatorToUseClassProxying(registry);
			}
		}

	}

}
