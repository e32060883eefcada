package ai.prefactor.metrics;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;

import ai.prefactor.transport.Transport;

/**
 * Shows how full the queue is ({@code prefactor.queue.*}).
 */
final class QueueMetrics implements MeterBinder {

	private final Transport transport;

	QueueMetrics(Transport transport) {
		this.transport = transport;
	}

	@Override
	public void bindTo(MeterRegistry registry) {
		Gauge.builder("prefactor.queue.depth", this.transport, (transport) -> transport.status().queue().depth())
			.description("Actions that wait to be delivered or are being delivered")
			.register(registry);
		Gauge.builder("prefactor.queue.bytes", this.transport, (transport) -> transport.status().queue().bytes())
			.description("What these actions keep in memory, estimated")
			.baseUnit("bytes")
			.register(registry);
		Gauge.builder("prefactor.queue.capacity", this.transport, (transport) -> transport.status().queue().capacity())
			.description("How many actions there is room for")
			.register(registry);
	}

}
