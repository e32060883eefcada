package ai.prefactor.trace.aop;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Hooks;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import ai.prefactor.context.SpanContext;
import ai.prefactor.span.SpanKind;
import ai.prefactor.trace.SpanSpec;
import ai.prefactor.trace.Traced;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Where spans of publishers belong, and what is current in them.
 */
class TracedPublisherContextTests {

	private final Tracing tracing = new Tracing();

	private final Tools tools = this.tracing.proxy(new Tools());

	private final Agent agent = this.tracing.proxy(new Agent(this.tools));

	@AfterEach
	void close() {
		this.tracing.close();
		Hooks.disableAutomaticContextPropagation();
		assertThat(SpanContext.current()).isNull();
	}

	@Test
	void publisherInPublisherShouldBeChild() {
		this.agent.nested().block();
		assertThat(this.tracing.parentOf("find")).isEqualTo("nested");
		assertThat(this.tracing.finished()).hasSize(1);
	}

	@Test
	void publishersInSequenceShouldBeSiblings() {
		this.agent.sequence().block();
		assertThat(this.tracing.parentOf("find")).isEqualTo("sequence");
		assertThat(this.tracing.parentOf("stream")).isEqualTo("sequence");
		assertThat(this.tracing.finished()).hasSize(1);
	}

	@Test
	void publishersInSequenceAcrossThreadsShouldBeSiblings() {
		this.agent.sequenceAcrossThreads().block();
		assertThat(this.tracing.parentOf("find")).isEqualTo("sequenceAcrossThreads");
		assertThat(this.tracing.parentOf("stream")).isEqualTo("sequenceAcrossThreads");
		assertThat(this.tracing.registered()).hasSize(1);
		assertThat(this.tracing.finished()).hasSize(1);
	}

	@Test
	void parallelPublishersShouldBeSiblings() {
		this.agent.parallel().block();
		assertThat(this.tracing.spans("find")).hasSize(50)
			.allSatisfy((span) -> assertThat(span.parent().snapshot().name()).isEqualTo("parallel"));
		assertThat(this.tracing.registered()).hasSize(1);
		assertThat(this.tracing.finished()).hasSize(1);
	}

	@Test
	void plainCallInTheBodyShouldBeChildOfTheRootThatIsNotSubscribedYet() {
		Mono<String> mono = this.agent.plainInBody();
		assertThat(this.tracing.names()).containsExactly("plain");
		mono.block();
		assertThat(this.tracing.parentOf("plain")).isEqualTo("plainInBody");
		assertThat(this.tracing.registered()).hasSize(1);
		assertThat(this.tracing.finished()).hasSize(1);
	}

	@Test
	void plainCallInOperatorShouldBeChild() {
		this.agent.plainInOperator().block();
		assertThat(this.tracing.parentOf("plain")).isEqualTo("plainInOperator");
	}

	@Test
	void plainCallBehindAnotherPublisherShouldBeChildOfTheOuterOne() {
		this.agent.plainBehindFind().block();
		assertThat(this.tracing.parentOf("plain")).isEqualTo("plainBehindFind");
	}

	@Test
	void plainCallBehindAnotherPublisherOnAnotherThreadShouldBeChildOfTheOuterOne() {
		this.agent.plainBehindFindOnAnotherThread().block();
		assertThat(this.tracing.parentOf("plain")).isEqualTo("plainBehindFindOnAnotherThread");
	}

	@Test
	void plainCallAfterTheRootShouldNotBelongToIt() {
		this.tools.find().doOnNext((value) -> this.tools.plain()).block();
		assertThat(this.tracing.parentOf("plain")).isNull();
		assertThat(this.tracing.registered()).hasSize(2);
	}

	@Test
	void plainCallAfterThreadHopShouldBeChildUnderAutomaticContextPropagation() {
		Hooks.enableAutomaticContextPropagation();
		this.agent.plainAfterHop().block();
		assertThat(this.tracing.parentOf("plain")).isEqualTo("plainAfterHop");
		assertThat(this.tracing.registered()).hasSize(1);
	}

	@Test
	void sequencesShouldBeSiblingsUnderAutomaticContextPropagation() {
		Hooks.enableAutomaticContextPropagation();
		this.agent.sequenceAcrossThreads().block();
		assertThat(this.tracing.parentOf("find")).isEqualTo("sequenceAcrossThreads");
		assertThat(this.tracing.parentOf("stream")).isEqualTo("sequenceAcrossThreads");
		assertThat(this.tracing.registered()).hasSize(1);
	}

	@Test
	void automaticContextPropagationShouldLeaveNothingBehind() {
		Hooks.enableAutomaticContextPropagation();
		this.agent.sequenceAcrossThreads().block();
		assertThat(Mono.fromSupplier(() -> Optional.ofNullable(SpanContext.current()))
			.subscribeOn(Schedulers.single())
			.block()).isEmpty();
	}

	@Test
	void subscriptionInPlainCallShouldBeChild() {
		Mono<String> assembledBefore = this.tools.find();
		this.tracing.tracer.run(SpanSpec.of("plain", SpanKind.CHAIN), assembledBefore::block);
		assertThat(this.tracing.parentOf("find")).isEqualTo("plain");
	}

	@Test
	void operatorsShouldSeeTheirSpanAndDownstreamWhatIsAround() {
		List<@Nullable SpanContext> seen = new ArrayList<>();
		this.tracing.tracer.run(SpanSpec.of("around", SpanKind.CHAIN), () -> {
			seen.add(SpanContext.current());
			this.tools.watched(seen).doOnNext((value) -> seen.add(SpanContext.current())).blockLast();
		});
		assertThat(seen).hasSize(4);
		assertThat(seen.get(1).spanId()).isEqualTo(this.tracing.span("watched").id());
		assertThat(seen.get(2).spanId()).isEqualTo(this.tracing.span("watched").id());
		assertThat(seen.get(3)).isSameAs(seen.get(0));
	}

	@Test
	void cancelHandlerShouldSeeTheSpan() {
		List<@Nullable SpanContext> seen = new ArrayList<>();
		this.tools.cancellable(seen).subscribe().dispose();
		assertThat(seen).singleElement()
			.satisfies((span) -> assertThat(span.spanId()).isEqualTo(this.tracing.span("cancellable").id()));
	}

	@Test
	void hundredsOfSubscriptionsShouldStayApart() {
		List<String> answers = Flux.range(0, 200)
			.flatMap((number) -> this.agent.question("q" + number).subscribeOn(Schedulers.boundedElastic()), 200)
			.collectList()
			.block();
		assertThat(answers).hasSize(200);
		assertThat(this.tracing.finished()).hasSize(200);
		assertThat(this.tracing.spans("answer")).hasSize(200).allSatisfy((span) -> {
			assertThat(span.inputs().toJson()).isEqualTo(span.parent().snapshot().inputs().toJson());
			assertThat(span.runId()).isEqualTo(span.parent().snapshot().runId());
		});
	}

	static class Agent {

		private final Tools tools;

		protected Agent(Tools tools) {
			this.tools = tools;
		}

		@Traced
		public Mono<String> nested() {
			return this.tools.find();
		}

		@Traced
		public Mono<List<String>> sequence() {
			return this.tools.find().flatMap((found) -> this.tools.stream(found).collectList());
		}

		@Traced
		public Mono<List<String>> sequenceAcrossThreads() {
			return Mono.just("start")
				.publishOn(Schedulers.parallel())
				.flatMap((start) -> this.tools.find())
				.publishOn(Schedulers.single())
				.flatMap((found) -> this.tools.stream(found).subscribeOn(Schedulers.boundedElastic()).collectList());
		}

		@Traced
		public Mono<Long> parallel() {
			return Flux.range(0, 50)
				.flatMap((number) -> this.tools.find().subscribeOn(Schedulers.parallel()))
				.publishOn(Schedulers.single())
				.count();
		}

		@Traced
		public Mono<String> plainInBody() {
			return Mono.just(this.tools.plain());
		}

		@Traced
		public Mono<String> plainInOperator() {
			return Mono.just("").map((value) -> this.tools.plain());
		}

		@Traced
		public Mono<String> plainBehindFind() {
			return this.tools.find().map((found) -> this.tools.plain());
		}

		@Traced
		public Mono<String> plainBehindFindOnAnotherThread() {
			return Mono.defer(this.tools::find)
				.subscribeOn(Schedulers.parallel())
				.then(this.tools.hop())
				.map((found) -> this.tools.plain());
		}

		@Traced
		public Mono<String> plainAfterHop() {
			return Mono.just("").publishOn(Schedulers.parallel()).map((value) -> this.tools.plain());
		}

		@Traced
		public Mono<String> question(String text) {
			return Mono.just(text).publishOn(Schedulers.parallel()).flatMap(this.tools::answer);
		}

	}

	static class Tools {

		@Traced
		public Mono<String> find() {
			return Mono.just("found");
		}

		@Traced
		public Mono<String> hop() {
			return Mono.just("hop").publishOn(Schedulers.single());
		}

		@Traced
		public Mono<String> answer(String text) {
			return Mono.just("a:" + text).publishOn(Schedulers.single());
		}

		@Traced
		public Flux<String> stream(String value) {
			return Flux.just(value, value);
		}

		@Traced
		public String plain() {
			return "plain";
		}

		@Traced
		public Flux<String> watched(List<@Nullable SpanContext> seen) {
			seen.add(SpanContext.current());
			return Flux.just("a").doOnNext((value) -> seen.add(SpanContext.current()));
		}

		@Traced
		public Mono<String> cancellable(List<@Nullable SpanContext> seen) {
			return Mono.<String>never().doOnCancel(() -> seen.add(SpanContext.current()));
		}

	}

}
