package ai.prefactor.trace.aop;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.reflect.Method;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.aspectj.weaver.Advice;
import org.junit.jupiter.api.Test;

import org.springframework.aop.Advisor;
import org.springframework.aop.config.AopConfigUtils;
import org.springframework.aop.framework.autoproxy.InfrastructureAdvisorAutoProxyCreator;
import org.springframework.aop.support.AopUtils;
import org.springframework.aop.support.DefaultPointcutAdvisor;
import org.springframework.aop.support.StaticMethodMatcherPointcut;
import org.springframework.aop.support.annotation.AnnotationMatchingPointcut;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.aop.AopAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Role;

import ai.prefactor.span.SpanKind;
import ai.prefactor.trace.SpanSpec;
import ai.prefactor.trace.Traced;
import ai.prefactor.trace.Tracer;

import static org.assertj.core.api.Assertions.assertThat;

class TracedAutoConfigurationTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(AopAutoConfiguration.class, TracedAutoConfiguration.class))
		.withUserConfiguration(TracingConfiguration.class);

	@Test
	void beansShouldBeTraced() {
		this.runner.withBean(Service.class).run((context) -> {
			assertThat(context.getBean(Service.class).call("in")).isEqualTo("in");
			assertThat(context.getBean(Tracing.class).span("call").inputs().toJson()).isEqualTo("{\"value\":\"in\"}");
		});
	}

	@Test
	void beansShouldBeTracedWithoutAspectJ() {
		this.runner.withClassLoader(new FilteredClassLoader(Advice.class)).withBean(Service.class).run((context) -> {
			assertThat(context.getBean(AopConfigUtils.AUTO_PROXY_CREATOR_BEAN_NAME))
				.isExactlyInstanceOf(InfrastructureAdvisorAutoProxyCreator.class);
			context.getBean(Service.class).call("in");
			assertThat(context.getBean(Tracing.class).names()).containsExactly("call");
		});
	}

	@Test
	void beansShouldBeProxiedByClassUnlessToldOtherwise() {
		this.runner.withBean(Service.class)
			.run((context) -> assertThat(AopUtils.isCglibProxy(context.getBean(Port.class))).isTrue());
	}

	@Test
	void beansShouldBeProxiedByClassWithoutBootsAop() {
		this.runner.withPropertyValues("spring.aop.auto=false").withBean(Service.class).run((context) -> {
			assertThat(AopUtils.isCglibProxy(context.getBean(Port.class))).isTrue();
			context.getBean(Service.class).call("in");
			assertThat(context.getBean(Tracing.class).names()).containsExactly("call");
		});
	}

	@Test
	void beansShouldBeTracedThroughInterfaces() {
		this.runner.withPropertyValues("spring.aop.proxy-target-class=false").withBean(Service.class).run((context) -> {
			Port port = context.getBean(Port.class);
			assertThat(AopUtils.isJdkDynamicProxy(port)).isTrue();
			port.call("in");
			assertThat(context.getBean(Tracing.class).span("call").inputs().toJson()).isEqualTo("{\"value\":\"in\"}");
		});
	}

	@Test
	void beansShouldBeTracedThroughInterfacesWithoutAspectJ() {
		this.runner.withClassLoader(new FilteredClassLoader(Advice.class))
			.withPropertyValues("spring.aop.proxy-target-class=false")
			.withBean(Service.class)
			.run((context) -> {
				assertThat(AopUtils.isJdkDynamicProxy(context.getBean(Port.class))).isTrue();
				context.getBean(Port.class).call("in");
				assertThat(context.getBean(Tracing.class).names()).containsExactly("call");
			});
	}

	@Test
	void classLevelAnnotationShouldTraceEachPublicMethod() {
		this.runner.withBean(Whole.class).run((context) -> {
			Whole whole = context.getBean(Whole.class);
			whole.first();
			whole.second();
			assertThat(whole).hasToString("whole").isEqualTo(whole);
			assertThat(context.getBean(Tracing.class).names()).containsExactly("first", "second");
		});
	}

	@Test
	void genericMethodShouldBeTracedOnceHoweverItIsCalled() {
		this.runner.withBean(Upper.class).run((context) -> {
			Converting<String> upper = context.getBean(Upper.class);
			upper.convert("a");
			assertThat(context.getBean(Tracing.class).span("convert").inputs().toJson())
				.isEqualTo("{\"source\":\"a\"}");
		});
	}

	@Test
	void finalMethodShouldStayAsItIs() {
		this.runner.withBean(WithFinal.class).run((context) -> {
			assertThat(context.getBean(WithFinal.class).fixed()).isEqualTo("fixed");
			context.getBean(WithFinal.class).open();
			assertThat(context.getBean(Tracing.class).names()).containsExactly("open");
		});
	}

	@Test
	void advisorShouldNotCallForTheTracer() {
		this.runner.withUserConfiguration(EarlyConfiguration.class).run((context) -> {
			context.getBean(Early.class).call();
			assertThat(context.getBean(EarlyConfiguration.class).calls).hasValue(1);
			assertThat(AopUtils.isAopProxy(context.getBean(Upstream.class))).isTrue();
			context.getBean(Upstream.class).used();
			assertThat(context.getBean(EarlyConfiguration.class).calls).hasValue(2);
		});
	}

	@Test
	void beansOfThisConfigurationShouldSurviveAdviceForAlmostEverything() {
		this.runner.withUserConfiguration(AdviceForAlmostEverything.class).run((context) -> {
			assertThat(context).hasNotFailed().hasSingleBean(TracedTypeRegistrar.class);
			assertThat(AopUtils.isAopProxy(context.getBean(Whole.class))).isTrue();
		});
	}

	@Test
	void advisorShouldBackOffForUsersOwn() {
		this.runner.withUserConfiguration(OwnAdvisor.class).withBean(Service.class).run((context) -> {
			context.getBean(Service.class).call("in");
			assertThat(context.getBean(Tracing.class).spans()).isEmpty();
			assertThat(context.getBean("prefactorTracedAdvisor")).isSameAs(OwnAdvisor.ADVISOR);
		});
	}

	@Test
	void configurationShouldBackOffWithoutTracer() {
		new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(AopAutoConfiguration.class, TracedAutoConfiguration.class))
			.withBean(Service.class)
			.run((context) -> {
				assertThat(context).hasNotFailed().doesNotHaveBean(TracedAdvisor.class);
				assertThat(context.getBean(Service.class).call("in")).isEqualTo("in");
			});
	}

	@Test
	void beanShouldBeTracedBelowSpanThatWasStartedByHand() {
		this.runner.withBean(Service.class).run((context) -> {
			context.getBean(Tracer.class)
				.run(SpanSpec.of("by hand", SpanKind.CHAIN), () -> context.getBean(Service.class).call("in"));
			assertThat(context.getBean(Tracing.class).parentOf("call")).isEqualTo("by hand");
		});
	}

	public interface Port {

		String call(String value);

	}

	public static class Service implements Port {

		@Override
		@Traced
		public String call(String value) {
			return value;
		}

	}

	@Traced
	static class Whole {

		public void first() {
		}

		public void second() {
		}

		@Override
		public String toString() {
			return "whole";
		}

	}

	interface Converting<T> {

		T convert(T source);

	}

	static class Upper implements Converting<String> {

		@Override
		@Traced
		public String convert(String source) {
			return source;
		}

	}

	static class WithFinal {

		@Traced
		public final String fixed() {
			return "fixed";
		}

		@Traced
		public void open() {
		}

	}

	static class Early {

		@Traced
		@Counted
		public void call() {
		}

	}

	/**
	 * Stands for what the tracer is made of.
	 */
	static class Upstream {

		@Counted
		public void used() {
		}

	}

	@Retention(RetentionPolicy.RUNTIME)
	@interface Counted {

	}

	@Configuration(proxyBeanMethods = false)
	static class EarlyConfiguration {

		final AtomicInteger calls = new AtomicInteger();

		@Bean
		Early early() {
			return new Early();
		}

		@Bean
		Upstream upstream() {
			return new Upstream();
		}

		@Bean
		@Role(BeanDefinition.ROLE_INFRASTRUCTURE)
		static Advisor zCountedAdvisor(ObjectProvider<EarlyConfiguration> configuration) {
			return new DefaultPointcutAdvisor(AnnotationMatchingPointcut.forMethodAnnotation(Counted.class),
					(MethodInterceptor) (invocation) -> {
						configuration.getObject().calls.incrementAndGet();
						return invocation.proceed();
					});
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OwnAdvisor {

		static final Advisor ADVISOR = new DefaultPointcutAdvisor(
				AnnotationMatchingPointcut.forClassAnnotation(Counted.class), (MethodInterceptor) (invocation) -> null);

		@Bean("prefactorTracedAdvisor")
		static Advisor advisor() {
			return ADVISOR;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class AdviceForAlmostEverything {

		@Bean
		static Advisor advisor() {
			return new DefaultPointcutAdvisor(new AlmostEverything(), (MethodInterceptor) MethodInvocation::proceed);
		}

		@Bean
		Whole whole() {
			return new Whole();
		}

	}

	/**
	 * Configuration classes and the core's beans are final on purpose, so they are
	 * spared.
	 */
	private static final class AlmostEverything extends StaticMethodMatcherPointcut {

		private static final Set<Class<?>> MATCHED = Set.of(Whole.class, TracedMethods.class, TracedTypeRegistrar.class,
				TracedAdvisorPlacement.class, TracedAdvisor.class);

		@Override
		public boolean matches(Method method, Class<?> targetClass) {
			return MATCHED.contains(targetClass);
		}

	}

}
