package ai.prefactor.autoconfigure;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;

import ai.prefactor.action.TransportAction;
import ai.prefactor.control.TerminationMonitor;
import ai.prefactor.http.RequestListener;
import ai.prefactor.span.SpanKind;
import ai.prefactor.support.FakeTransport;
import ai.prefactor.support.Fault;
import ai.prefactor.support.ScriptedServer;
import ai.prefactor.trace.SpanSpec;
import ai.prefactor.trace.Tracer;
import ai.prefactor.transport.QueueingTransport;
import ai.prefactor.transport.Transport;
import ai.prefactor.transport.TransportListener;
import ai.prefactor.transport.TransportState;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class PrefactorTransportAutoConfigurationTests {

	private final ScriptedServer server = new ScriptedServer();

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(
				AutoConfigurations.of(PrefactorTransportAutoConfiguration.class, PrefactorAutoConfiguration.class))
		.withPropertyValues("prefactor.api.token=token", "prefactor.retry.initial-delay=10ms");

	private ApplicationContextRunner connected;

	@BeforeEach
	void connect() {
		this.connected = this.runner.withPropertyValues("prefactor.api.url=" + this.server.url(),
				"prefactor.batch.enabled=false");
	}

	@AfterEach
	void stop() {
		this.server.close();
	}

	@Test
	void startShouldSupplyWhatDelivers() {
		this.connected.run((context) -> assertThat(context).hasBean("prefactorTransport")
			.hasBean("prefactorConnectionDetails")
			.hasBean("prefactorTerminationMonitor")
			.hasSingleBean(QueueingTransport.class)
			.hasSingleBean(PrefactorConnectionDetails.class)
			.hasSingleBean(TerminationMonitor.class));
	}

	@Test
	void startShouldSendWhereThePropertiesSay() {
		this.connected.run((context) -> {
			trace(context);
			assertThat(this.server.requests("/register")).hasSize(1)
				.allSatisfy((request) -> assertThat(request.authorization()).isEqualTo("Bearer token"));
		});
	}

	@Test
	void connectionDetailsOfTheUserShouldTakeThePlaceOfTheProperties() {
		UserConnection details = new UserConnection(this.server.url());
		this.runner.withPropertyValues("prefactor.api.url=http://127.0.0.1:9", "prefactor.batch.enabled=false")
			.withBean(PrefactorConnectionDetails.class, () -> details)
			.run((context) -> {
				assertThat(context).getBean(PrefactorConnectionDetails.class).isSameAs(details);
				trace(context);
				assertThat(this.server.requests("/register")).hasSize(1)
					.allSatisfy((request) -> assertThat(request.authorization()).isEqualTo("Bearer users-token"));
			});
	}

	@Test
	void transportOfTheUserShouldTakeThePlaceOfOurs() {
		FakeTransport transport = new FakeTransport();
		this.connected.withBean(Transport.class, () -> transport).run((context) -> {
			assertThat(context).getBean(Transport.class).isSameAs(transport);
			trace(context);
			assertThat(this.server.requests()).isEmpty();
		});
	}

	@Test
	void terminationMonitorOfTheUserShouldTakeThePlaceOfOurs() {
		TerminationMonitor monitor = new TerminationMonitor();
		this.connected.withBean(TerminationMonitor.class, () -> monitor).run((context) -> {
			assertThat(context).getBean(TerminationMonitor.class).isSameAs(monitor);
			assertThat(context).hasSingleBean(QueueingTransport.class);
		});
	}

	@Test
	void everyTransportListenerShouldBeToldWhateverTheOthersDo() {
		this.server.failNext("/register", Fault.status(503));
		this.connected.withUserConfiguration(Listeners.class).run((context) -> {
			trace(context);
			assertThat(context.getBean("recording", RecordingListener.class).events).contains("accepted CreateSpan",
					"delivered CreateSpan", "delivered FinishInstance", "retried agent_instance.register");
		});
	}

	@Test
	void everyRequestListenerShouldBeToldWhateverTheOthersDo() {
		this.server.failNext("/register", Fault.status(503));
		this.connected.withUserConfiguration(Listeners.class).run((context) -> {
			trace(context);
			assertThat(context.getBean("recordingRequests", RecordingRequests.class).events).contains(
					"agent_instance.register SERVER_ERROR 503", "retried agent_instance.register",
					"agent_instance.register SUCCESS 200");
		});
	}

	@Test
	void startWhenAPropertyIsWrongShouldFail() {
		this.connected.withPropertyValues("prefactor.queue.workers=7")
			.run((context) -> assertThat(context).hasFailed()
				.getFailure()
				.rootCause()
				.hasMessageContaining("It must be from 1 to 6."));
	}

	@Test
	void startWhenTheServerIsDownShouldSucceedAndDeliverLater() {
		this.server.down();
		this.connected.run((context) -> {
			assertThat(context).hasNotFailed();
			context.getBean(Tracer.class).start(SpanSpec.of("handle", SpanKind.AGENT)).end();
			Transport transport = context.getBean(Transport.class);
			await().untilAsserted(() -> assertThat(transport.status().state()).isEqualTo(TransportState.DEGRADED));
			this.server.up();
			assertThat(transport.flush(Duration.ofSeconds(20))).isTrue();
			assertThat(transport.status().counts().delivered()).isEqualTo(1);
		});
	}

	private static void trace(ApplicationContext context) {
		context.getBean(Tracer.class).start(SpanSpec.of("handle", SpanKind.AGENT)).end();
		assertThat(context.getBean(Transport.class).flush(Duration.ofSeconds(10))).isTrue();
	}

	private record UserConnection(URI url) implements PrefactorConnectionDetails {

		@Override
		public URI getUrl() {
			return this.url;
		}

		@Override
		public @Nullable String getToken() {
			return "users-token";
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Listeners {

		@Bean
		@Order(1)
		TransportListener failing() {
			return new TransportListener() {

				@Override
				public void accepted(TransportAction action) {
					throw new AssertionError("from a listener");
				}

			};
		}

		@Bean
		@Order(2)
		RecordingListener recording() {
			return new RecordingListener();
		}

		@Bean
		@Order(1)
		RequestListener failingRequests() {
			return new RequestListener() {

				@Override
				public void requested(String operation, Outcome outcome, int status, Duration duration) {
					throw new AssertionError("from a listener");
				}

			};
		}

		@Bean
		@Order(2)
		RecordingRequests recordingRequests() {
			return new RecordingRequests();
		}

	}

	static final class RecordingListener implements TransportListener {

		private final List<String> events = new CopyOnWriteArrayList<>();

		@Override
		public void accepted(TransportAction action) {
			this.events.add("accepted " + action.getClass().getSimpleName());
		}

		@Override
		public void delivered(TransportAction action) {
			this.events.add("delivered " + action.getClass().getSimpleName());
		}

		@Override
		public void retried(String operation, String cause) {
			this.events.add("retried " + operation);
		}

	}

	static final class RecordingRequests implements RequestListener {

		private final List<String> events = new CopyOnWriteArrayList<>();

		@Override
		public void requested(String operation, Outcome outcome, int status, Duration duration) {
			this.events.add(operation + " " + outcome + " " + status);
		}

		@Override
		public void retried(String operation, String cause) {
			this.events.add("retried " + operation);
		}

	}

}
