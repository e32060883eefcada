package ai.prefactor.trace.aop;

import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.FactoryBean;
import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.beans.factory.support.GenericBeanDefinition;
import org.springframework.boot.LazyInitializationBeanFactoryPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.aop.AopAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.annotation.Scope;
import org.springframework.context.support.GenericApplicationContext;

import ai.prefactor.schema.AgentSchema;
import ai.prefactor.span.SpanKind;
import ai.prefactor.trace.Traced;

import static org.assertj.core.api.Assertions.assertThat;

class TracedTypeRegistrarTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(AopAutoConfiguration.class, TracedAutoConfiguration.class))
		.withUserConfiguration(TracingConfiguration.class);

	@Test
	void typesOfSingletonsShouldBeDeclared() {
		this.runner.withBean(Tools.class).run((context) -> {
			AgentSchema schema = context.getBean(Tracing.class).schemas.current();
			assertThat(schema.declares("app:tool:search")).isTrue();
			assertThat(schema.declares("app:retriever:lookUp")).isTrue();
			assertThat(schema.declares("own:type")).isTrue();
			assertThat(schema.declares("app:chain:untraced")).isFalse();
		});
	}

	@Test
	void typesBehindInterfaceProxiesShouldBeDeclared() {
		this.runner.withPropertyValues("spring.aop.proxy-target-class=false")
			.withBean(Tools.class)
			.run((context) -> assertThat(declares(context.getBean(Tracing.class), "app:tool:search")).isTrue());
	}

	@Test
	void typesOfBeansThatAreMadeLaterShouldBeDeclaredWithoutMakingThem() {
		this.runner.withUserConfiguration(Later.class).run((context) -> {
			Tracing tracing = context.getBean(Tracing.class);
			assertThat(declares(tracing, "app:chain:prototype")).isTrue();
			assertThat(declares(tracing, "app:chain:lazy")).isTrue();
			assertThat(declares(tracing, "app:chain:product")).isTrue();
			assertThat(Later.MADE).hasValue(0);
		});
	}

	@Test
	void typesShouldBeDeclaredWhereAllBeansAreLazy() {
		this.runner
			.withInitializer(
					(context) -> context.addBeanFactoryPostProcessor(new LazyInitializationBeanFactoryPostProcessor()))
			.withBean(Tools.class)
			.run((context) -> assertThat(declares(context.getBean(Tracing.class), "app:tool:search")).isTrue());
	}

	@Test
	void abstractDefinitionShouldBePassedOver() {
		this.runner.withInitializer((context) -> {
			GenericBeanDefinition definition = new GenericBeanDefinition();
			definition.setAbstract(true);
			((GenericApplicationContext) context).registerBeanDefinition("template", definition);
		})
			.withBean(Tools.class)
			.run((context) -> assertThat(declares(context.getBean(Tracing.class), "app:tool:search")).isTrue());
	}

	@Test
	void typeThatOnlyTheBeanTellsShouldBeDeclaredByItsFirstRun() {
		this.runner.withUserConfiguration(Hidden.class).run((context) -> {
			Tracing tracing = context.getBean(Tracing.class);
			assertThat(declares(tracing, "app:tool:search")).isFalse();
			context.getBean(Port.class).search();
			assertThat(tracing.registered().get(0).schema().declares("app:tool:search")).isTrue();
			assertThat(tracing.span("search").type()).isEqualTo("app:tool:search");
		});
	}

	private static boolean declares(Tracing tracing, String type) {
		return tracing.schemas.current().declares(type);
	}

	interface Port {

		void search();

		@Traced(kind = SpanKind.RETRIEVER)
		void lookUp();

	}

	static class Tools implements Port {

		@Override
		@Traced(kind = SpanKind.TOOL)
		public void search() {
		}

		@Override
		public void lookUp() {
		}

		@Traced(type = "own:type")
		void typed() {
		}

		public void untraced() {
		}

	}

	static class Prototype {

		Prototype() {
			Later.MADE.incrementAndGet();
		}

		@Traced
		public void prototype() {
		}

	}

	static class LazyOne {

		LazyOne() {
			Later.MADE.incrementAndGet();
		}

		@Traced
		public void lazy() {
		}

	}

	static class Product {

		Product() {
			Later.MADE.incrementAndGet();
		}

		@Traced
		public void product() {
		}

	}

	static class ProductFactory implements FactoryBean<Product> {

		@Override
		public Product getObject() {
			return new Product();
		}

		@Override
		public Class<?> getObjectType() {
			return Product.class;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Later {

		static final AtomicInteger MADE = new AtomicInteger();

		@Bean
		@Scope(ConfigurableBeanFactory.SCOPE_PROTOTYPE)
		Prototype prototype() {
			return new Prototype();
		}

		@Bean
		@Lazy
		LazyOne lazyOne() {
			return new LazyOne();
		}

		@Bean
		ProductFactory product() {
			return new ProductFactory();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Hidden {

		@Bean
		@Lazy
		Port port() {
			return new Tools();
		}

	}

}
