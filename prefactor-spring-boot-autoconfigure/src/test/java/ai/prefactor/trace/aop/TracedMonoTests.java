package ai.prefactor.trace.aop;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;
import reactor.test.publisher.TestPublisher;

import ai.prefactor.context.SpanContext;
import ai.prefactor.span.SpanData;
import ai.prefactor.span.SpanStatus;
import ai.prefactor.trace.Traced;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class TracedMonoTests {

	private final Tracing tracing = new Tracing();

	private final Tools tools = this.tracing.proxy(new Tools());

	@AfterEach
	void close() {
		this.tracing.close();
	}

	@Test
	void valueShouldEndTheSpan() {
		StepVerifier.create(this.tools.find(Mono.just("found"))).expectNext("found").verifyComplete();
		SpanData span = this.tracing.span("find");
		assertThat(span.status()).isEqualTo(SpanStatus.COMPLETE);
		assertThat(span.outputs().toJson()).isEqualTo("{\"result\":\"found\"}");
		assertThat(this.tracing.finished()).hasSize(1);
	}

	@Test
	void valueShouldEndTheSpanBeforeItIsPassedOn() {
		List<String> ended = new ArrayList<>();
		this.tools.find(Mono.just("found")).doOnNext((value) -> ended.addAll(this.tracing.names())).block();
		assertThat(ended).containsExactly("find");
	}

	@Test
	void emptyShouldEndTheSpanWithoutOutput() {
		StepVerifier.create(this.tools.find(Mono.empty())).verifyComplete();
		assertThat(this.tracing.span("find").status()).isEqualTo(SpanStatus.COMPLETE);
		assertThat(this.tracing.span("find").outputs().toJson()).isEqualTo("{}");
	}

	@Test
	void errorShouldFailTheSpanAndPassOn() {
		IllegalStateException failure = new IllegalStateException("broken");
		StepVerifier.create(this.tools.find(Mono.error(failure)))
			.verifyErrorSatisfies((error) -> assertThat(error).isSameAs(failure));
		assertThat(this.tracing.span("find").status()).isEqualTo(SpanStatus.FAILED);
		assertThat(this.tracing.span("find").error().message()).isEqualTo("broken");
	}

	@Test
	void cancelShouldCancelTheSpanAndPassOn() {
		TestPublisher<String> source = TestPublisher.create();
		StepVerifier.create(this.tools.find(source.mono())).thenCancel().verify();
		source.assertCancelled();
		assertThat(this.tracing.span("find").status()).isEqualTo(SpanStatus.CANCELLED);
	}

	@Test
	void cancelAfterValueShouldNotChangeTheSpan() {
		this.tools.find(Mono.just("found").concatWith(Mono.never()).next()).flux().take(1).blockLast();
		assertThat(this.tracing.span("find").status()).isEqualTo(SpanStatus.COMPLETE);
	}

	@Test
	void timeoutShouldCancelTheSpan() {
		StepVerifier.withVirtualTime(() -> this.tools.find(Mono.never()).timeout(Duration.ofSeconds(5), Mono.empty()))
			.thenAwait(Duration.ofSeconds(5))
			.verifyComplete();
		assertThat(this.tracing.span("find").status()).isEqualTo(SpanStatus.CANCELLED);
	}

	@Test
	void eachSubscriptionShouldBeSpanWithTheSameInputs() {
		Mono<Integer> numbers = this.tools.number(List.of("in"));
		assertThat(numbers.block()).isEqualTo(1);
		assertThat(numbers.block()).isEqualTo(2);
		assertThat(this.tracing.spans("number")).hasSize(2)
			.allSatisfy((span) -> assertThat(span.inputs().toJson()).contains("{\"texts\":[\"in\"]}"))
			.extracting((span) -> span.outputs().toJson())
			.containsExactly("{\"result\":1}", "{\"result\":2}");
		assertThat(this.tracing.finished()).hasSize(2);
	}

	@Test
	void retryShouldBeSpanOfItsOwn() {
		AtomicInteger attempts = new AtomicInteger();
		Mono<String> flaky = Mono
			.defer(() -> (attempts.incrementAndGet() == 1) ? Mono.error(new RuntimeException()) : Mono.just("found"));
		assertThat(this.tools.find(flaky).retry(1).block()).isEqualTo("found");
		assertThat(this.tracing.spans("find")).extracting(SpanData::status)
			.containsExactly(SpanStatus.FAILED, SpanStatus.COMPLETE);
	}

	@Test
	void retryInsideSpanShouldBeSiblingOfTheFirstAttempt() {
		AtomicInteger attempts = new AtomicInteger();
		Mono<String> flaky = Mono
			.defer(() -> (attempts.incrementAndGet() == 1) ? Mono.error(new RuntimeException()) : Mono.just("found"));
		Agent agent = this.tracing.proxy(new Agent(this.tools));
		agent.handle(flaky).block();
		assertThat(this.tracing.spans("find")).hasSize(2)
			.allSatisfy((span) -> assertThat(span.parent().snapshot().name()).isEqualTo("handle"));
		assertThat(this.tracing.finished()).hasSize(1);
	}

	@Test
	void inputsShouldBeCapturedWithTheCall() {
		List<String> argument = new ArrayList<>(List.of("before"));
		Mono<Integer> number = this.tools.number(argument);
		argument.set(0, "after");
		number.block();
		assertThat(this.tracing.span("number").inputs().toJson()).contains("before");
	}

	@Test
	void nullInsteadOfPublisherShouldEndTheSpan() {
		assertThat(this.tools.find(null)).isNull();
		assertThat(this.tracing.span("find").status()).isEqualTo(SpanStatus.COMPLETE);
	}

	@Test
	void methodThatThrowsShouldFailTheSpan() {
		IllegalStateException failure = new IllegalStateException();
		assertThatThrownBy(() -> this.tools.fail(failure)).isSameAs(failure);
		assertThat(this.tracing.span("fail").status()).isEqualTo(SpanStatus.FAILED);
		assertThat(SpanContext.current()).isNull();
	}

	@Test
	void subscriptionWhenTracingIsBrokenShouldPassOn() {
		try (Tracing broken = new Tracing((options) -> {
			throw new IllegalStateException("broken");
		})) {
			assertThat(broken.proxy(new Tools()).find(Mono.just("found")).block()).isEqualTo("found");
		}
	}

	@Test
	void subscriptionInRunThatIsNotSampledShouldRecordNothing() {
		try (Tracing unsampled = new Tracing((options) -> false)) {
			Agent agent = unsampled.proxy(new Agent(unsampled.proxy(new Tools())));
			assertThat(agent.handle(Mono.just("found")).block()).isEqualTo("found");
			assertThat(unsampled.spans()).isEmpty();
		}
	}

	static class Agent {

		private final Tools tools;

		protected Agent(Tools tools) {
			this.tools = tools;
		}

		@Traced
		public Mono<String> handle(Mono<String> source) {
			return this.tools.find(source).retry(1);
		}

	}

	static class Tools {

		private final AtomicInteger numbers = new AtomicInteger();

		@Traced
		public Mono<String> find(Mono<String> source) {
			return source;
		}

		@Traced
		public Mono<Integer> number(List<String> texts) {
			return Mono.fromSupplier(this.numbers::incrementAndGet);
		}

		@Traced
		public Mono<String> fail(RuntimeException failure) {
			throw failure;
		}

	}

}
