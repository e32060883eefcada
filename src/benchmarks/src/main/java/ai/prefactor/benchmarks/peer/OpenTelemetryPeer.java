package ai.prefactor.benchmarks.peer;

import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Scope;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessorBuilder;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import io.opentelemetry.sdk.trace.samplers.Sampler;

import ai.prefactor.benchmarks.process.Figures;

/**
 * The SDK of OpenTelemetry with its batch processor and OTLP over HTTP.
 */
public final class OpenTelemetryPeer implements Peer {

	/**
	 * The size of the processor's queue by default.
	 */
	public static final int DEFAULT_QUEUE = 2048;

	private static final AttributeKey<String> INPUT = AttributeKey.stringKey("input");

	private static final AttributeKey<String> OUTPUT = AttributeKey.stringKey("output");

	private static final AttributeKey<String> KIND = AttributeKey.stringKey("kind");

	private static final AttributeKey<String> TYPE = AttributeKey.stringKey("type");

	private final int queueSize;

	private final CountingExporter exporter;

	private final SdkTracerProvider provider;

	private final Tracer tracer;

	private long produced;

	/**
	 * Builds the SDK.
	 * @param url where the server is
	 * @param queueSize size of the processor's queue, {@link #DEFAULT_QUEUE} by default
	 * @param sampler which spans are recorded
	 */
	public OpenTelemetryPeer(String url, int queueSize, Sampler sampler) {
		this.queueSize = queueSize;
		this.exporter = new CountingExporter(OtlpHttpSpanExporter.builder().setEndpoint(url + "/v1/traces").build());
		BatchSpanProcessorBuilder processor = BatchSpanProcessor.builder(this.exporter);
		if (queueSize != DEFAULT_QUEUE) {
			processor.setMaxQueueSize(queueSize);
		}
		this.provider = SdkTracerProvider.builder().setSampler(sampler).addSpanProcessor(processor.build()).build();
		this.tracer = this.provider.get("benchmarks");
	}

	/**
	 * Starts a span that others are recorded below.
	 * @return the span, to be made current and ended
	 */
	public Span startRun() {
		return this.tracer.spanBuilder("handle").startSpan();
	}

	/**
	 * Records a span below the one that is current.
	 */
	public void span() {
		Span span = this.tracer.spanBuilder("lookupOrder").startSpan();
		try (Scope scope = span.makeCurrent()) {
			span.setAttribute(KIND, "tool");
			span.setAttribute(TYPE, "benchmarks:tool:lookupOrder");
			span.setAttribute(INPUT, Content.input());
		}
		span.setAttribute(OUTPUT, Content.output());
		span.end();
	}

	/**
	 * How many spans the server has taken.
	 * @return their number
	 */
	public long delivered() {
		return this.exporter.delivered.get();
	}

	@Override
	public void run(int most, Pace pace) {
		if (!pace.next()) {
			return;
		}
		Span root = startRun();
		try (Scope scope = root.makeCurrent()) {
			for (int i = 1; i < most && pace.next(); i++) {
				span();
				this.produced++;
			}
		}
		root.end();
		this.produced++;
	}

	@Override
	public boolean hasRoom() {
		return this.produced - this.exporter.handed.get() < this.queueSize;
	}

	@Override
	public boolean flush(Duration timeout) {
		return this.provider.forceFlush().join(timeout.toMillis(), TimeUnit.MILLISECONDS).isSuccess();
	}

	@Override
	public Figures losses() {
		return Figures.none();
	}

	@Override
	public void close() {
		this.provider.close();
	}

	/**
	 * Counts what comes out of the queue, so that the producer knows what is in it.
	 */
	private static final class CountingExporter implements SpanExporter {

		private final SpanExporter exporter;

		private final AtomicLong handed = new AtomicLong();

		private final AtomicLong delivered = new AtomicLong();

		CountingExporter(SpanExporter exporter) {
			this.exporter = exporter;
		}

		@Override
		public CompletableResultCode export(Collection<SpanData> spans) {
			this.handed.addAndGet(spans.size());
			int count = spans.size();
			CompletableResultCode result = this.exporter.export(spans);
			result.whenComplete(() -> {
				if (result.isSuccess()) {
					this.delivered.addAndGet(count);
				}
			});
			return result;
		}

		@Override
		public CompletableResultCode flush() {
			return this.exporter.flush();
		}

		@Override
		public CompletableResultCode shutdown() {
			return this.exporter.shutdown();
		}

	}

}
