package ai.prefactor.api;

import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.retry.RetryCallback;
import org.springframework.retry.RetryContext;
import org.springframework.retry.RetryListener;
import org.springframework.retry.annotation.Backoff;
import org.springframework.retry.annotation.EnableRetry;
import org.springframework.retry.annotation.Retryable;

import ai.prefactor.http.ApiServer;
import ai.prefactor.http.PrefactorHttpException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * The user's own use of Spring Retry, in the context that our clients are beans of.
 */
class EnableRetryTests {

	@RegisterExtension
	private static final ApiServer server = new ApiServer();

	@BeforeEach
	void fail() {
		for (int i = 0; i < 20; i++) {
			server.answer(500, ClientsFixture.ERROR);
		}
	}

	@ParameterizedTest
	@ValueSource(classes = { InterfaceProxies.class, ClassProxies.class })
	void usersEnableRetryShouldNotMultiplyAttempts(Class<?> configuration) {
		try (AnnotationConfigApplicationContext context = context(configuration)) {
			assertThatExceptionOfType(PrefactorHttpException.class)
				.isThrownBy(() -> context.getBean(AgentSpanClient.class).create(ClientsFixture.body("k")));
			assertThat(server.requests()).hasSize(4);
		}
	}

	@Test
	void usersRetryListenerShouldNotBeCalled() {
		try (AnnotationConfigApplicationContext context = context(InterfaceProxies.class)) {
			assertThatExceptionOfType(PrefactorHttpException.class)
				.isThrownBy(() -> context.getBean(PingClient.class).ping());
			assertThat(context.getBean(CountingListener.class).errors).hasValue(0);
		}
	}

	@ParameterizedTest
	@ValueSource(classes = { InterfaceProxies.class, ClassProxies.class })
	void usersOwnRetriesShouldWork(Class<?> configuration) {
		try (AnnotationConfigApplicationContext context = context(configuration)) {
			UsersService service = context.getBean(UsersService.class);
			assertThatExceptionOfType(IllegalStateException.class).isThrownBy(service::fail);
			assertThat(service.calls()).isEqualTo(5);
			assertThat(context.getBean(CountingListener.class).errors).hasValue(5);
		}
	}

	private static AnnotationConfigApplicationContext context(Class<?> configuration) {
		return new AnnotationConfigApplicationContext(configuration, Beans.class);
	}

	@Configuration(proxyBeanMethods = false)
	@EnableRetry
	static class InterfaceProxies {

	}

	@Configuration(proxyBeanMethods = false)
	@EnableRetry(proxyTargetClass = true)
	static class ClassProxies {

	}

	@Configuration(proxyBeanMethods = false)
	static class Beans {

		@Bean
		ClientsFixture fixture() {
			return ClientsFixture.of(server);
		}

		@Bean
		AgentInstanceClient instances(ClientsFixture fixture) {
			return fixture.clients.instances();
		}

		@Bean
		AgentSpanClient spans(ClientsFixture fixture) {
			return fixture.clients.spans();
		}

		@Bean
		PingClient ping(ClientsFixture fixture) {
			return fixture.clients.ping();
		}

		@Bean
		UsersService service() {
			return new UsersService();
		}

		@Bean
		CountingListener listener() {
			return new CountingListener();
		}

	}

	static class UsersService {

		private final AtomicInteger calls = new AtomicInteger();

		@Retryable(maxAttempts = 5, backoff = @Backoff(delay = 1))
		public void fail() {
			this.calls.incrementAndGet();
			throw new IllegalStateException("on purpose");
		}

		public int calls() {
			return this.calls.get();
		}

	}

	static final class CountingListener implements RetryListener {

		private final AtomicInteger errors = new AtomicInteger();

		@Override
		public <T, E extends Throwable> void onError(RetryContext context, RetryCallback<T, E> callback,
				Throwable throwable) {
			this.errors.incrementAndGet();
		}

	}

}
