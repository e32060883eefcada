package ai.prefactor.trace.aop;

import java.time.Duration;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

import ai.prefactor.agent.AgentRun;
import ai.prefactor.context.SpanContext;
import ai.prefactor.context.SpanScope;
import ai.prefactor.span.SpanStatus;
import ai.prefactor.trace.Traced;

import static org.assertj.core.api.Assertions.assertThat;

class UnsubscribedPublisherTests {

	private static final Duration PATIENCE = Duration.ofMinutes(1);

	private final Tracing tracing = new Tracing();

	private final Tools tools = this.tracing.proxy(new Tools());

	private final Agent agent = this.tracing.proxy(new Agent(this.tools));

	@AfterEach
	void close() {
		this.tracing.close();
	}

	@Test
	void spanShouldBeCancelledWithItsRunAtOnce() {
		this.agent.forget();
		assertThat(this.tracing.span("find").status()).isEqualTo(SpanStatus.CANCELLED);
		assertThat(this.tracing.parentOf("find")).isEqualTo("forget");
		assertThat(this.tracing.finished()).singleElement()
			.satisfies((finish) -> assertThat(finish.status()).isEqualTo(SpanStatus.COMPLETE));
	}

	@Test
	void subscriptionShouldMakeTheRunWait() {
		this.agent.subscribeAndForget();
		assertThat(this.tracing.spans("never")).isEmpty();
		assertThat(this.tracing.finished()).isEmpty();
	}

	@Test
	void subscriptionAfterTheRunShouldOpenAnother() {
		Mono<String> late = this.agent.hand().get();
		assertThat(this.tracing.span("find").status()).isEqualTo(SpanStatus.CANCELLED);
		late.block();
		assertThat(this.tracing.spans("find")).hasSize(2)
			.last()
			.satisfies((span) -> assertThat(span.metadata().toJson()).contains("follows_run"));
	}

	@Test
	void rootShouldNotEvenStart() {
		this.tools.find();
		this.agent.nested();
		assertThat(this.tracing.registered()).isEmpty();
	}

	@Test
	void rootThatHadToStartShouldBeCancelledOnceItIsForgotten() {
		this.agent.plainInBody();
		assertThat(this.tracing.runs.active()).hasSize(1);
		Awaitility.await().atMost(PATIENCE).until(() -> {
			System.gc();
			return this.tracing.runs.active().isEmpty();
		});
		assertThat(this.tracing.span("plainInBody").status()).isEqualTo(SpanStatus.CANCELLED);
		assertThat(this.tracing.finished()).singleElement()
			.satisfies((finish) -> assertThat(finish.status()).isEqualTo(SpanStatus.CANCELLED));
	}

	@Test
	void forgottenPublisherShouldNotWaitForItsRun() {
		AgentRun run = this.tracing.runs.open();
		try (SpanScope scope = run.makeCurrent()) {
			this.tools.find();
			Awaitility.await().atMost(PATIENCE).until(() -> {
				System.gc();
				return !this.tracing.spans("find").isEmpty();
			});
		}
		assertThat(this.tracing.finished()).isEmpty();
		run.finish();
		assertThat(this.tracing.finished()).hasSize(1);
	}

	@Test
	void contextInTheBodyShouldTellOfTheSpanThatStarts() {
		Mono<String> mono = this.agent.contextInBody();
		assertThat(mono.block()).isEqualTo(this.tracing.span("contextInBody").id().toString());
	}

	interface Holder {

		Mono<String> get();

	}

	static class Agent {

		private final Tools tools;

		protected Agent(Tools tools) {
			this.tools = tools;
		}

		@Traced
		public String forget() {
			this.tools.find();
			return "done";
		}

		@Traced
		public void subscribeAndForget() {
			this.tools.never().subscribe();
		}

		@Traced
		public Holder hand() {
			Mono<String> found = this.tools.find();
			return () -> found;
		}

		@Traced
		public Mono<String> nested() {
			return this.tools.find();
		}

		@Traced
		public Mono<String> plainInBody() {
			return Mono.just(this.tools.plain());
		}

		@Traced
		public Mono<String> contextInBody() {
			return Mono.just(String.valueOf(SpanContext.current().spanId()));
		}

	}

	static class Tools {

		@Traced
		public Mono<String> find() {
			return Mono.just("found");
		}

		@Traced
		public Mono<String> never() {
			return Mono.never();
		}

		@Traced
		public String plain() {
			return "plain";
		}

	}

}
