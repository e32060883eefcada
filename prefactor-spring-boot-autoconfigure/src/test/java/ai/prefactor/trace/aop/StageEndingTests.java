package ai.prefactor.trace.aop;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.function.BiConsumer;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import ai.prefactor.span.SpanStatus;
import ai.prefactor.trace.Traced;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class StageEndingTests {

	private final Tracing tracing = new Tracing();

	private final Tools tools = this.tracing.proxy(new Tools());

	private final CompletableFuture<String> future = new CompletableFuture<>();

	@AfterEach
	void close() {
		this.tracing.close();
	}

	@Test
	void callShouldReturnTheStageOfTheMethod() {
		assertThat(this.tools.find(this.future)).isSameAs(this.future);
	}

	@Test
	void spanShouldEndWhenTheStageCompletes() {
		this.tools.find(this.future);
		assertThat(this.tracing.spans()).isEmpty();
		this.future.complete("found");
		assertThat(this.tracing.span("find").status()).isEqualTo(SpanStatus.COMPLETE);
		assertThat(this.tracing.span("find").outputs().toJson()).isEqualTo("{\"result\":\"found\"}");
		assertThat(this.tracing.finished()).hasSize(1);
	}

	@Test
	void spanOfCompletedStageShouldEndWithTheCall() {
		this.tools.find(CompletableFuture.completedFuture(null));
		assertThat(this.tracing.span("find").outputs().toJson()).isEqualTo("{}");
	}

	@Test
	void spanShouldFailWithTheCauseOfTheStage() {
		this.tools.find(this.future.thenApply((value) -> value + "!"));
		this.future.completeExceptionally(new IllegalArgumentException("no such thing"));
		assertThat(this.tracing.span("find").status()).isEqualTo(SpanStatus.FAILED);
		assertThat(this.tracing.span("find").error().errorType()).isEqualTo(IllegalArgumentException.class.getName());
	}

	@Test
	void spanShouldFailWithCompletionExceptionThatHasNoCause() {
		this.tools.find(this.future);
		this.future.completeExceptionally(new CompletionException("bare", null));
		assertThat(this.tracing.span("find").error().errorType()).isEqualTo(CompletionException.class.getName());
	}

	@Test
	void spanShouldBeCancelledWithTheStage() {
		this.tools.find(this.future).toCompletableFuture().cancel(true);
		assertThat(this.future).isCancelled();
		assertThat(this.tracing.span("find").status()).isEqualTo(SpanStatus.CANCELLED);
	}

	@Test
	void spanShouldBeCancelledWithTheStageThatTheResultDependsOn() {
		this.tools.find(this.future.thenApply((value) -> value + "!"));
		this.future.cancel(true);
		assertThat(this.tracing.span("find").status()).isEqualTo(SpanStatus.CANCELLED);
	}

	@Test
	void spanShouldEndWithMethodThatReturnsNoStage() {
		assertThat(this.tools.find(null)).isNull();
		assertThat(this.tracing.span("find").status()).isEqualTo(SpanStatus.COMPLETE);
	}

	@Test
	void spanShouldFailWithMethodThatThrows() {
		assertThatThrownBy(this.tools::fail).isInstanceOf(IllegalStateException.class);
		assertThat(this.tracing.span("fail").status()).isEqualTo(SpanStatus.FAILED);
	}

	@Test
	void spanShouldWaitForStageThatIsDeclaredAsFuture() {
		assertThat(this.tools.future(this.future)).isSameAs(this.future);
		assertThat(this.tracing.spans()).isEmpty();
		this.future.complete("found");
		assertThat(this.tracing.spans("future")).hasSize(1);
	}

	@Test
	void spanShouldWaitForStageThatIsDeclaredAsObject() {
		assertThat(this.tools.object(this.future)).isSameAs(this.future);
		assertThat(this.tracing.spans()).isEmpty();
	}

	@Test
	void spanShouldEndWithValueThatIsDeclaredAsObject() {
		this.tools.object(5);
		assertThat(this.tracing.span("object").outputs().toJson()).isEqualTo("{\"result\":5}");
	}

	@Test
	void spanShouldEndWhereTheStageCannotBeWatched() {
		CompletableFuture<String> unwatchable = new CompletableFuture<>() {

			@Override
			public CompletableFuture<String> whenComplete(BiConsumer<? super String, ? super Throwable> action) {
				throw new UnsupportedOperationException();
			}

		};
		assertThat(this.tools.find(unwatchable)).isSameAs(unwatchable);
		assertThat(this.tracing.spans("find")).hasSize(1);
	}

	@Test
	void nestedStageShouldKeepItsRunOpen() {
		Agent agent = this.tracing.proxy(new Agent(this.tools, this.future));
		agent.fireAndForget();
		assertThat(this.tracing.names()).containsExactly("fireAndForget");
		assertThat(this.tracing.finished()).isEmpty();
		this.future.complete("late");
		assertThat(this.tracing.parentOf("find")).isEqualTo("fireAndForget");
		assertThat(this.tracing.finished()).hasSize(1);
	}

	static class Agent {

		private final Tools tools;

		private final CompletableFuture<String> future;

		protected Agent(Tools tools, CompletableFuture<String> future) {
			this.tools = tools;
			this.future = future;
		}

		@Traced
		public void fireAndForget() {
			this.tools.find(this.future);
		}

	}

	static class Tools {

		@Traced
		public CompletionStage<String> find(@Nullable CompletableFuture<String> future) {
			return future;
		}

		@Traced
		public CompletableFuture<String> fail() {
			throw new IllegalStateException();
		}

		@Traced
		public Future<String> future(CompletableFuture<String> future) {
			return future;
		}

		@Traced
		public Object object(Object object) {
			return object;
		}

	}

}
