package ai.prefactor.trace;

import java.util.AbstractMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import ai.prefactor.action.CreateSpan;
import ai.prefactor.span.SpanData;
import ai.prefactor.span.SpanKind;
import ai.prefactor.span.SpanStatus;
import ai.prefactor.span.StartedSpan;
import ai.prefactor.test.PrefactorRecorder;

import static ai.prefactor.test.PrefactorAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

@Timeout(60)
class RecordingSpanTests {

	private static final SpanSpec TOOL = SpanSpec.of("lookup", SpanKind.TOOL);

	private final PrefactorRecorder recorder = new PrefactorRecorder();

	private final TestTracing tracing = new TestTracing(this.recorder);

	private final ActiveSpan span = this.tracing.tracer().start(TOOL);

	@AfterEach
	void close() {
		this.tracing.close();
	}

	@Test
	void snapshotShouldBeActiveUntilTheEndAndTheFinalRecordThen() {
		this.span.input("question", "why?");
		SpanData before = ((StartedSpan) this.span).snapshot();
		assertThat(before.status()).isEqualTo(SpanStatus.ACTIVE);
		assertThat(before.finishedAt()).isNull();
		assertThat(before.inputs().toJson()).isEqualTo("{\"question\":\"why?\"}");
		this.span.end();
		assertThat(((StartedSpan) this.span).snapshot()).isSameAs(created().get(0).span());
	}

	@Test
	void whatIsSaidAfterTheEndShouldChangeNothing() {
		this.span.output("first").end();
		this.span.output("second").input("late", true).metadata("late", true);
		assertThat(this.recorder.run().span("lookup")).hasOutput(Map.of("result", "first"));
		assertThat(this.recorder.run().span("lookup").inputs().isEmpty()).isTrue();
	}

	@Test
	void snapshotShouldNotWaitForTheCallersCode() throws Exception {
		CountDownLatch captured = new CountDownLatch(1);
		CountDownLatch go = new CountDownLatch(1);
		Map<String, Object> slow = new AbstractMap<>() {
			@Override
			public Set<Entry<String, Object>> entrySet() {
				captured.countDown();
				try {
					go.await();
				}
				catch (InterruptedException ex) {
					Thread.currentThread().interrupt();
				}
				return Set.of(Map.entry("slow", true));
			}
		};
		CompletableFuture<ActiveSpan> input = CompletableFuture.supplyAsync(() -> this.span.input("slow", slow));
		captured.await();
		CompletableFuture<SpanData> snapshot = CompletableFuture
			.supplyAsync(() -> ((StartedSpan) this.span).snapshot());
		assertThat(snapshot.get(20, TimeUnit.SECONDS).inputs().isEmpty()).isTrue();
		go.countDown();
		input.get(20, TimeUnit.SECONDS);
		assertThat(((StartedSpan) this.span).snapshot().inputs().isEmpty()).isFalse();
	}

	@Test
	void inputsOfManyCallsShouldKeepToOnePayloadsSize() {
		for (int i = 0; i < 100; i++) {
			this.span.input("input" + i, "x".repeat(9_000)).metadata("fact" + i, "x".repeat(9_000));
		}
		this.span.end();
		SpanData data = created().get(0).span();
		assertThat(data.inputs().toJson()).hasSizeBetween(200 * 1024, 256 * 1024).contains("\"input0\":\"xxx");
		assertThat(data.metadata().toJson()).hasSizeBetween(200 * 1024, 256 * 1024).contains("\"fact0\":\"xxx");
	}

	@Test
	void releaseShouldLetGoOfThePayloadsOnceTheSpanHasEnded() {
		StartedSpan handle = (StartedSpan) this.span;
		this.span.input("question", "why?").metadata("fact", 1);
		handle.release();
		assertThat(handle.snapshot().inputs().isEmpty()).isFalse();
		this.span.output("because").end();
		handle.release();
		assertThat(handle.snapshot().status()).isEqualTo(SpanStatus.COMPLETE);
		assertThat(handle.snapshot().finishedAt()).isNotNull();
		assertThat(handle.snapshot().inputs().isEmpty()).isTrue();
		assertThat(handle.snapshot().outputs().isEmpty()).isTrue();
		assertThat(handle.snapshot().metadata().isEmpty()).isTrue();
		assertThat(created().get(0).span().outputs().isEmpty()).isFalse();
	}

	@Test
	void endingOnManyThreadsShouldCountOnce() throws Exception {
		CyclicBarrier barrier = new CyclicBarrier(8);
		List<CompletableFuture<Void>> ends = new ArrayList<>();
		for (int i = 0; i < 8; i++) {
			CompletableFuture<Void> end = new CompletableFuture<>();
			boolean fails = i % 2 == 0;
			new Thread(() -> {
				try {
					barrier.await();
					if (fails) {
						this.span.fail(new IllegalStateException());
					}
					else {
						this.span.end();
					}
					end.complete(null);
				}
				catch (Exception ex) {
					end.completeExceptionally(ex);
				}
			}).start();
			ends.add(end);
		}
		for (CompletableFuture<Void> end : ends) {
			end.get(20, TimeUnit.SECONDS);
		}
		assertThat(created()).hasSize(1);
		assertThat(this.tracing.runs().active()).isEmpty();
	}

	@Test
	void anExceptionThatCannotBeAskedShouldStillFailTheSpan() {
		this.span.fail(new IllegalStateException() {
			@Override
			public String getMessage() {
				throw new AssertionError("user code");
			}
		});
		assertThat(this.recorder.run()).isFailed();
	}

	private List<CreateSpan> created() {
		return this.recorder.actions()
			.stream()
			.filter(CreateSpan.class::isInstance)
			.map(CreateSpan.class::cast)
			.toList();
	}

}
