package ai.prefactor.trace.aop;

import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Publisher;
import reactor.core.publisher.ConnectableFlux;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;
import reactor.test.publisher.TestPublisher;

import ai.prefactor.span.SpanData;
import ai.prefactor.span.SpanStatus;
import ai.prefactor.trace.Traced;

import static org.assertj.core.api.Assertions.assertThat;

class TracedFluxTests {

	private final Tracing tracing = new Tracing();

	private final Tools tools = this.tracing.proxy(new Tools());

	@AfterEach
	void close() {
		this.tracing.close();
	}

	@Test
	void completionShouldEndTheSpanWithCountAndElements() {
		StepVerifier.create(this.tools.stream(Flux.just("a", "b"))).expectNext("a", "b").verifyComplete();
		SpanData span = this.tracing.span("stream");
		assertThat(span.status()).isEqualTo(SpanStatus.COMPLETE);
		assertThat(span.outputs().toJson()).isEqualTo("{\"count\":2,\"elements\":[\"a\",\"b\"]}");
	}

	@Test
	void completionShouldKeepTheFirstElementsOnly() {
		List<Integer> first = IntStream.range(0, FirstElements.KEPT).boxed().toList();
		this.tools.numbers(Flux.range(0, 1000)).blockLast();
		assertThat(this.tracing.span("numbers").outputs().toJson())
			.isEqualTo("{\"count\":1000,\"elements\":" + first.toString().replace(" ", "") + "}");
	}

	@Test
	void emptyShouldEndTheSpanWithCountOfZero() {
		this.tools.stream(Flux.empty()).blockLast();
		assertThat(this.tracing.span("stream").outputs().toJson()).isEqualTo("{\"count\":0,\"elements\":[]}");
	}

	@Test
	void errorShouldFailTheSpanWithWhatWasEmitted() {
		IllegalStateException failure = new IllegalStateException();
		StepVerifier.create(this.tools.stream(Flux.just("a").concatWith(Flux.error(failure))))
			.expectNext("a")
			.verifyErrorSatisfies((error) -> assertThat(error).isSameAs(failure));
		assertThat(this.tracing.span("stream").status()).isEqualTo(SpanStatus.FAILED);
		assertThat(this.tracing.span("stream").outputs().toJson()).isEqualTo("{\"count\":1,\"elements\":[\"a\"]}");
	}

	@Test
	void takeShouldCancelTheSpanWithWhatWasEmitted() {
		assertThat(this.tools.stream(Flux.just("a", "b")).take(1).collectList().block()).containsExactly("a");
		assertThat(this.tracing.span("stream").status()).isEqualTo(SpanStatus.CANCELLED);
		assertThat(this.tracing.span("stream").outputs().toJson()).isEqualTo("{\"count\":1,\"elements\":[\"a\"]}");
	}

	@Test
	void spanShouldStayOpenUntilCancelled() {
		TestPublisher<String> source = TestPublisher.create();
		StepVerifier.create(this.tools.stream(source.flux()))
			.then(() -> source.next("a"))
			.expectNext("a")
			.then(() -> assertThat(this.tracing.spans()).isEmpty())
			.thenCancel()
			.verify();
		source.assertCancelled();
		assertThat(this.tracing.span("stream").status()).isEqualTo(SpanStatus.CANCELLED);
	}

	@Test
	void requestsShouldPassAsTheyAre() {
		TestPublisher<String> source = TestPublisher.create();
		StepVerifier.create(this.tools.stream(source.flux()), 1)
			.then(() -> source.assertMinRequested(1).assertMaxRequested(1))
			.then(() -> source.next("a"))
			.expectNext("a")
			.thenRequest(2)
			.then(() -> source.assertMinRequested(2).assertMaxRequested(2))
			.thenCancel()
			.verify();
	}

	@Test
	void fusedOperatorsAroundShouldLoseNothing() {
		assertThat(
				this.tools.numbers(Flux.range(0, 10_000).publishOn(Schedulers.parallel()).map((number) -> number + 1))
					.publishOn(Schedulers.single())
					.filter((number) -> number > 0)
					.count()
					.block())
			.isEqualTo(10_000);
		assertThat(this.tracing.span("numbers").outputs().toJson()).startsWith("{\"count\":10000,");
	}

	@Test
	void captureOfOutputsWhenSwitchedOffShouldLeaveElementsOut() {
		this.tools.silent(Flux.just("a")).blockLast();
		assertThat(this.tracing.span("silent").outputs().toJson()).isEqualTo("{}");
	}

	@Test
	void publisherShouldBeTracedAsWhatItIs() {
		Flux.from(this.tools.publisher(Flux.just("a"))).blockLast();
		Mono.from(this.tools.publisher(Mono.just("a"))).block();
		assertThat(this.tracing.spans("publisher")).extracting((span) -> span.outputs().toJson())
			.containsExactly("{\"count\":1,\"elements\":[\"a\"]}", "{\"result\":\"a\"}");
	}

	@Test
	void fluxOfSpecialTypeShouldBeReturnedAsItIs() {
		ConnectableFlux<String> source = Flux.just("a").publish();
		assertThat(this.tools.connectable(source)).isSameAs(source);
		assertThat(this.tracing.span("connectable").status()).isEqualTo(SpanStatus.COMPLETE);
	}

	static class Tools {

		@Traced
		public Flux<String> stream(Flux<String> source) {
			return source;
		}

		@Traced
		public Flux<Integer> numbers(Flux<Integer> source) {
			return source;
		}

		@Traced(captureOutputs = false)
		public Flux<String> silent(Flux<String> source) {
			return source;
		}

		@Traced
		public Publisher<String> publisher(Publisher<String> source) {
			return source;
		}

		@Traced
		public ConnectableFlux<String> connectable(ConnectableFlux<String> source) {
			return source;
		}

	}

}
