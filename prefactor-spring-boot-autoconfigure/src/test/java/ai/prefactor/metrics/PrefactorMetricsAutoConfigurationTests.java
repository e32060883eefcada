package ai.prefactor.metrics;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;

import ai.prefactor.autoconfigure.PrefactorAutoConfiguration;
import ai.prefactor.autoconfigure.PrefactorTransportAutoConfiguration;
import ai.prefactor.http.RequestListener;
import ai.prefactor.span.SpanKind;
import ai.prefactor.support.FakeTransport;
import ai.prefactor.support.Fault;
import ai.prefactor.support.ScriptedServer;
import ai.prefactor.trace.SpanSpec;
import ai.prefactor.trace.Tracer;
import ai.prefactor.transport.Transport;
import ai.prefactor.transport.TransportListener;

import static org.assertj.core.api.Assertions.assertThat;

class PrefactorMetricsAutoConfigurationTests {

	private final ScriptedServer server = new ScriptedServer();

	private final ApplicationContextRunner plain = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(PrefactorTransportAutoConfiguration.class,
				PrefactorAutoConfiguration.class, PrefactorMetricsAutoConfiguration.class))
		.withPropertyValues("prefactor.api.token=token", "prefactor.api.url=" + this.server.url(),
				"prefactor.retry.initial-delay=10ms");

	private final ApplicationContextRunner runner = this.plain
		.withConfiguration(
				AutoConfigurations.of(MetricsAutoConfiguration.class, CompositeMeterRegistryAutoConfiguration.class))
		.withBean(SimpleMeterRegistry.class);

	@AfterEach
	void stopServer() {
		this.server.close();
	}

	@Test
	void metersShouldFollowARunThroughARetry() {
		this.server.failNext("/bulk", Fault.status(503));
		this.runner.run((context) -> {
			trace(context);
			MeterRegistry registry = context.getBean(MeterRegistry.class);
			assertThat(registry.get("prefactor.spans").tags("outcome", "delivered", "reason", "none").counter().count())
				.isEqualTo(1);
			assertThat(registry.get("prefactor.retries").counters()).singleElement().satisfies((counter) -> {
				assertThat(counter.count()).isEqualTo(1);
				assertThat(counter.getId().getTag("operation")).isEqualTo("bulk");
				assertThat(counter.getId().getTag("cause")).isEqualTo("503");
			});
			assertThat(registry.get("prefactor.requests").tag("operation", "bulk").timers())
				.extracting((timer) -> timer.getId().getTag("outcome") + " " + timer.getId().getTag("status"))
				.containsExactlyInAnyOrder("success 200", "server_error 503");
		});
	}

	@Test
	void itemsOfBulkRequestsShouldBeMeasured() {
		this.runner.run((context) -> {
			DistributionSummary items = context.getBean(MeterRegistry.class).get("prefactor.batch.items").summary();
			assertThat(items.count()).isZero();
			trace(context);
			assertThat(items.totalAmount()).isPositive().isEqualTo(itemsOfBulkRequests());
		});
	}

	@Test
	void metersShouldBeThoseOfTheDocumentationAndNoOthers() {
		this.server.failNext("/bulk", Fault.status(503));
		this.runner.run((context) -> {
			trace(context);
			assertThat(context.getBean(MeterRegistry.class)
				.getMeters()
				.stream()
				.map((meter) -> meter.getId().getName())
				.filter((name) -> name.startsWith("prefactor"))
				.collect(Collectors.toSet())).containsExactlyInAnyOrder("prefactor.queue.depth",
						"prefactor.queue.bytes", "prefactor.queue.capacity", "prefactor.retries", "prefactor.requests",
						"prefactor.spans", "prefactor.batch.items");
		});
	}

	@Test
	void metersShouldHaveADescription() {
		this.server.failNext("/bulk", Fault.status(503));
		this.runner.run((context) -> {
			trace(context);
			assertThat(context.getBean(MeterRegistry.class).getMeters()).map(Meter::getId)
				.filteredOn((id) -> id.getName().startsWith("prefactor"))
				.allSatisfy((id) -> assertThat(id.getDescription()).isNotBlank());
		});
	}

	@Test
	void gaugesShouldShowTheQueueOfATransportOfTheUser() {
		this.runner.withBean(Transport.class, FakeTransport::new).run((context) -> {
			MeterRegistry registry = context.getBean(MeterRegistry.class);
			assertThat(registry.get("prefactor.queue.depth").gauge().value()).isEqualTo(10);
			assertThat(registry.get("prefactor.queue.bytes").gauge().value()).isEqualTo(250);
			assertThat(registry.get("prefactor.queue.capacity").gauge().value()).isEqualTo(100);
		});
	}

	@Test
	void startWithoutARegistryShouldHaveNoMeters() {
		this.plain.run((context) -> assertThat(context).hasNotFailed()
			.doesNotHaveBean(RequestListener.class)
			.doesNotHaveBean(TransportListener.class)
			.doesNotHaveBean(QueueMetrics.class));
	}

	@Test
	void startWithoutATransportShouldHaveNoMeters() {
		new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(PrefactorMetricsAutoConfiguration.class))
			.withBean(SimpleMeterRegistry.class)
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(QueueMetrics.class));
	}

	@Test
	void requestMetricsOfTheUserShouldTakeThePlaceOfOurs() {
		this.runner.withBean("prefactorRequestMetrics", Silent.class).run((context) -> {
			assertThat(context).doesNotHaveBean(RequestMetrics.class).hasSingleBean(RequestListener.class);
			trace(context);
			assertThat(context.getBean(MeterRegistry.class).find("prefactor.requests").timer()).isNull();
		});
	}

	@Test
	void transportMetricsOfTheUserShouldTakeThePlaceOfOurs() {
		this.runner.withBean("prefactorTransportMetrics", Silent.class).run((context) -> {
			assertThat(context).doesNotHaveBean(TransportMetrics.class);
			trace(context);
			assertThat(context.getBean(MeterRegistry.class).find("prefactor.spans").counter()).isNull();
		});
	}

	@Test
	void queueMetricsOfTheUserShouldTakeThePlaceOfOurs() {
		this.runner.withBean("prefactorQueueMetrics", Silent.class)
			.run((context) -> assertThat(context.getBean(MeterRegistry.class).find("prefactor.queue.depth").gauge())
				.isNull());
	}

	@Test
	void requestsShouldBeTimed() {
		this.runner.run((context) -> {
			trace(context);
			MeterRegistry registry = context.getBean(MeterRegistry.class);
			Timer timer = registry.get("prefactor.requests")
				.tags("operation", "bulk", "outcome", "success", "status", "200")
				.timer();
			assertThat(timer.count()).isPositive().isEqualTo(registry.get("prefactor.batch.items").summary().count());
			assertThat(timer.totalTime(TimeUnit.NANOSECONDS)).isPositive();
		});
	}

	private double itemsOfBulkRequests() {
		return this.server.requests("/bulk").stream().mapToInt((bulk) -> bulk.json().path("items").size()).sum();
	}

	private static void trace(ApplicationContext context) {
		context.getBean(Tracer.class).start(SpanSpec.of("handle", SpanKind.AGENT)).end();
		assertThat(context.getBean(Transport.class).flush(Duration.ofSeconds(10))).isTrue();
	}

	/**
	 * Measures nothing, in the place of what does.
	 */
	static final class Silent implements RequestListener, TransportListener {

		@Override
		public void retried(String operation, String cause) {
			// Not counted
		}

	}

}
