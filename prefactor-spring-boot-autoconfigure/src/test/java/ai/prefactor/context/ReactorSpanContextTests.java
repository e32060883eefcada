package ai.prefactor.context;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Hooks;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.util.context.Context;

import static org.assertj.core.api.Assertions.assertThat;

class ReactorSpanContextTests {

	private static final SpanContext OUTER = TestSpanContext.of(1);

	private static final SpanContext INNER = TestSpanContext.of(2);

	private final ExecutorService executor = Executors.newSingleThreadExecutor();

	private final Scheduler scheduler = Schedulers.fromExecutor(this.executor);

	@AfterEach
	void nothingIsLeftCurrent() throws Exception {
		Hooks.disableAutomaticContextPropagation();
		assertThat(SpanContext.current()).isNull();
		assertThat(this.executor.submit(SpanContext::current).get()).isNull();
		this.executor.shutdownNow();
	}

	@Test
	void readWhenReactorContextHasOneShouldPreferItToTheThread() {
		Context context = ReactorSpanContext.write(Context.empty(), INNER);
		try (SpanScope scope = OUTER.makeCurrent()) {
			assertThat(ReactorSpanContext.read(context)).isSameAs(INNER);
		}
	}

	@Test
	void readWhenReactorContextHasNoneShouldFallBackToTheThread() {
		try (SpanScope scope = OUTER.makeCurrent()) {
			assertThat(ReactorSpanContext.read(Context.empty())).isSameAs(OUTER);
		}
	}

	@Test
	void readWhenThereIsNeitherShouldReturnNull() {
		assertThat(ReactorSpanContext.read(Context.empty())).isNull();
	}

	@Test
	void readWhenKeyHoldsSomethingElseShouldIgnoreIt() {
		assertThat(ReactorSpanContext.read(Context.of(SpanContext.KEY, "other"))).isNull();
	}

	@Test
	void writeWhenThereIsOneShouldReplaceIt() {
		Context context = ReactorSpanContext.write(ReactorSpanContext.write(Context.of("mine", 1), OUTER), INNER);
		assertThat(ReactorSpanContext.read(context)).isSameAs(INNER);
		assertThat(context.<Integer>get("mine")).isEqualTo(1);
	}

	@Test
	void readWhenNothingIsPropagatedShouldFindWhatTheThreadHasLost() {
		String seen = currentAndRead().contextWrite((context) -> ReactorSpanContext.write(context, OUTER)).block();
		assertThat(seen).isEqualTo(describe(null, OUTER));
	}

	@Test
	void currentWhenNothingIsPropagatedShouldBeLostAfterAHop() {
		try (SpanScope scope = OUTER.makeCurrent()) {
			assertThat(currentAndRead().block()).isEqualTo(describe(null, null));
		}
	}

	@Test
	void currentWhenPropagatedShouldFollowTheReactorContext() {
		Hooks.enableAutomaticContextPropagation();
		String seen = currentAndRead().contextWrite((context) -> ReactorSpanContext.write(context, OUTER)).block();
		assertThat(seen).isEqualTo(describe(OUTER, OUTER));
	}

	@Test
	void currentWhenPropagatedShouldFollowTheThreadThatBlocks() {
		Hooks.enableAutomaticContextPropagation();
		try (SpanScope scope = OUTER.makeCurrent()) {
			assertThat(currentAndRead().block()).isEqualTo(describe(OUTER, OUTER));
			assertThat(SpanContext.current()).isSameAs(OUTER);
		}
	}

	@Test
	void currentWhenPropagatedShouldChangeWithinTheInnerChainOnly() {
		Hooks.enableAutomaticContextPropagation();
		Mono<String> inner = currentAndRead().contextWrite((context) -> ReactorSpanContext.write(context, INNER));
		String seen = inner.map((found) -> found + ", then " + describe(SpanContext.current(), null))
			.contextWrite((context) -> ReactorSpanContext.write(context, OUTER))
			.block();
		assertThat(seen).isEqualTo(describe(INNER, INNER) + ", then " + describe(OUTER, null));
	}

	@Test
	void currentWhenPropagatedAndChainsShareAThreadShouldNotMix() {
		Hooks.enableAutomaticContextPropagation();
		Long mixed = Flux.range(0, 500).flatMap((number) -> {
			SpanContext own = TestSpanContext.of(number);
			return Flux.range(0, 3)
				.publishOn(this.scheduler)
				.concatMap((step) -> Mono.fromCallable(() -> step).subscribeOn(Schedulers.parallel()))
				.filter((step) -> SpanContext.current() != own)
				.contextWrite((context) -> ReactorSpanContext.write(context, own));
		}).count().block();
		assertThat(mixed).isZero();
	}

	@Test
	void currentWhenScopeIsClosedOnAnotherThreadShouldNotLeakOutOfTheChain() {
		Hooks.enableAutomaticContextPropagation();
		Mono.using(INNER::makeCurrent, (scope) -> Mono.just(1).publishOn(Schedulers.parallel()), SpanScope::close)
			.subscribeOn(this.scheduler)
			.contextWrite((context) -> ReactorSpanContext.write(context, OUTER))
			.block();
	}

	private Mono<String> currentAndRead() {
		return Mono.just("")
			.publishOn(this.scheduler)
			.flatMap((nothing) -> Mono.deferContextual(
					(context) -> Mono.just(describe(SpanContext.current(), ReactorSpanContext.read(context)))));
	}

	private static String describe(@Nullable SpanContext current, @Nullable SpanContext read) {
		return "current " + ((current != null) ? current.runId() : "none") + ", read "
				+ ((read != null) ? read.runId() : "none");
	}

}
