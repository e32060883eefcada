package ai.prefactor.trace.aop;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.springframework.aop.framework.ProxyFactory;

import ai.prefactor.agent.RunSampler;
import ai.prefactor.context.SpanContext;
import ai.prefactor.span.SpanData;
import ai.prefactor.span.SpanKind;
import ai.prefactor.span.SpanStatus;
import ai.prefactor.trace.SpanSpec;
import ai.prefactor.trace.Traced;
import ai.prefactor.trace.Tracer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class TracedCallTests {

	private final Tracing tracing = new Tracing();

	private final Tools tools = this.tracing.proxy(new Tools());

	private final Agent agent = this.tracing.proxy(new Agent(this.tools));

	@AfterEach
	void close() {
		this.tracing.close();
	}

	@Test
	void callShouldCaptureArgumentsByNameAndResult() {
		assertThat(this.tools.multiply(6, 7)).isEqualTo(42);
		SpanData span = this.tracing.span("multiply");
		assertThat(span.inputs().toJson()).isEqualTo("{\"left\":6,\"right\":7}");
		assertThat(span.outputs().toJson()).isEqualTo("{\"result\":42}");
		assertThat(span.status()).isEqualTo(SpanStatus.COMPLETE);
	}

	@Test
	void callShouldTakeKindAndTypeFromTheAnnotation() {
		this.tools.multiply(1, 1);
		SpanData span = this.tracing.span("multiply");
		assertThat(span.kind()).isEqualTo(SpanKind.TOOL);
		assertThat(span.type()).isEqualTo("app:tool:multiply");
	}

	@Test
	void callShouldTakeNameAndTypeOfTheUser() {
		this.tools.named();
		assertThat(this.tracing.span("renamed").type()).isEqualTo("mine:own");
	}

	@Test
	void callOfVoidMethodShouldHaveNoOutput() {
		this.tools.nothing();
		SpanData span = this.tracing.span("nothing");
		assertThat(span.outputs().toJson()).isEqualTo("{}");
		assertThat(span.status()).isEqualTo(SpanStatus.COMPLETE);
	}

	@Test
	void callShouldLeaveOutWhatIsNotToBeCaptured() {
		assertThat(this.tools.secret("in")).isEqualTo("out");
		SpanData span = this.tracing.span("secret");
		assertThat(span.inputs().isEmpty()).isTrue();
		assertThat(span.outputs().isEmpty()).isTrue();
	}

	@Test
	void callShouldCaptureNullArgumentAndResult() {
		assertThat(this.tools.echo(null)).isNull();
		assertThat(this.tracing.span("echo").inputs().toJson()).isEqualTo("{\"value\":null}");
		assertThat(this.tracing.span("echo").outputs().toJson()).isEqualTo("{}");
	}

	@Test
	void callShouldCaptureArgumentsAsTheyAreBeforeTheMethodRuns() {
		Map<String, Object> argument = new HashMap<>(Map.of("a", 1));
		this.tools.clear(argument);
		assertThat(this.tracing.span("clear").inputs().toJson()).isEqualTo("{\"map\":{\"a\":1}}");
	}

	@Test
	void callThatThrowsShouldThrowTheSameException() {
		IllegalStateException failure = new IllegalStateException("broken");
		assertThatThrownBy(() -> this.tools.fail(failure)).isSameAs(failure);
		SpanData span = this.tracing.span("fail");
		assertThat(span.status()).isEqualTo(SpanStatus.FAILED);
		assertThat(span.error()).isNotNull();
		assertThat(span.error().message()).isEqualTo("broken");
	}

	@Test
	void callThatThrowsCheckedExceptionShouldThrowIt() {
		IOException failure = new IOException("disk");
		assertThatThrownBy(() -> this.tools.failChecked(failure)).isSameAs(failure);
		assertThat(this.tracing.span("failChecked").status()).isEqualTo(SpanStatus.FAILED);
	}

	@Test
	void callThatThrowsErrorShouldThrowIt() {
		AssertionError failure = new AssertionError();
		assertThatThrownBy(() -> this.tools.failWith(failure)).isSameAs(failure);
		assertThat(this.tracing.span("failWith").status()).isEqualTo(SpanStatus.FAILED);
	}

	@Test
	void nestedCallShouldBecomeChildInOneRun() {
		this.agent.handle(3);
		assertThat(this.tracing.names()).containsExactly("multiply", "handle");
		assertThat(this.tracing.parentOf("multiply")).isEqualTo("handle");
		assertThat(this.tracing.registered()).hasSize(1);
		assertThat(this.tracing.finished()).hasSize(1);
	}

	@Test
	void callShouldLeaveNoSpanCurrent() {
		this.agent.handle(3);
		assertThatThrownBy(() -> this.tools.fail(new IllegalStateException())).isNotNull();
		assertThat(SpanContext.current()).isNull();
	}

	@Test
	void callWithinTheSameObjectShouldNotBeTraced() {
		this.agent.handleTwice(2);
		assertThat(this.tracing.spans("handle")).isEmpty();
		assertThat(this.tracing.spans("handleTwice")).hasSize(1);
	}

	@Test
	void callInRunThatIsNotSampledShouldRecordNothing() {
		try (Tracing unsampled = new Tracing(RunSampler.never())) {
			Agent agent = unsampled.proxy(new Agent(unsampled.proxy(new Tools())));
			assertThat(agent.handle(3)).isEqualTo(6);
			assertThat(unsampled.spans()).isEmpty();
			assertThat(unsampled.registered()).isEmpty();
		}
	}

	@Test
	void callWhenTracingIsBrokenShouldRunOnce() {
		assertThatCallsRunOnce((options) -> {
			throw new IllegalStateException("broken");
		});
	}

	@Test
	void callWhenAClassIsMissingShouldRunOnce() {
		assertThatCallsRunOnce((options) -> {
			throw new NoClassDefFoundError("missing");
		});
	}

	private static void assertThatCallsRunOnce(RunSampler sampler) {
		try (Tracing broken = new Tracing(sampler)) {
			Counter counter = broken.proxy(new Counter());
			assertThat(counter.next()).isEqualTo(1);
			assertThat(counter.next()).isEqualTo(2);
			assertThatThrownBy(counter::fail).isInstanceOf(UnsupportedOperationException.class);
		}
	}

	@Test
	void callWhenThereIsNoTracerYetShouldRunOnceAndBeTracedLater() {
		AtomicInteger asked = new AtomicInteger();
		TracedMethods methods = new TracedMethods(this.tracing.schemas, new ParameterNames(),
				new UnsubscribedSpans(Thread::new));
		ProxyFactory factory = new ProxyFactory(new Counter());
		factory.addAdvisor(new TracedAdvisor(new TracedInterceptor(() -> tracer(asked), () -> methods)));
		Counter counter = (Counter) factory.getProxy();
		assertThat(counter.next()).isEqualTo(1);
		assertThat(this.tracing.spans()).isEmpty();
		assertThat(counter.next()).isEqualTo(2);
		assertThat(counter.next()).isEqualTo(3);
		assertThat(this.tracing.spans()).hasSize(2);
		assertThat(asked).hasValue(2);
	}

	@Test
	void callShouldBecomeChildOfSpanThatWasStartedByHand() {
		this.tracing.tracer.run(SpanSpec.of("by hand", SpanKind.CHAIN), () -> this.tools.multiply(1, 2));
		assertThat(this.tracing.parentOf("multiply")).isEqualTo("by hand");
	}

	@Test
	void typeOfTheFirstCallShouldBeDeclaredByItsRun() {
		this.tools.multiply(1, 2);
		assertThat(this.tracing.registered().get(0).schema().declares("app:tool:multiply")).isTrue();
	}

	private Tracer tracer(AtomicInteger asked) {
		if (asked.incrementAndGet() == 1) {
			throw new IllegalStateException("under construction");
		}
		return this.tracing.tracer;
	}

	static class Agent {

		private final Tools tools;

		protected Agent(Tools tools) {
			this.tools = tools;
		}

		@Traced(kind = SpanKind.AGENT)
		int handle(int number) {
			return this.tools.multiply(2, number);
		}

		@Traced
		int handleTwice(int number) {
			return handle(number) + handle(number);
		}

	}

	static class Tools {

		@Traced(kind = SpanKind.TOOL)
		int multiply(int left, int right) {
			return left * right;
		}

		@Traced(value = "renamed", type = "mine:own")
		void named() {
		}

		@Traced
		public void nothing() {
		}

		@Traced(captureInputs = false, captureOutputs = false)
		public String secret(String value) {
			return "out";
		}

		@Traced
		public @Nullable String echo(@Nullable String value) {
			return value;
		}

		@Traced
		public void clear(Map<String, Object> map) {
			map.clear();
		}

		@Traced
		protected void fail(RuntimeException failure) {
			throw failure;
		}

		@Traced
		public void failChecked(IOException failure) throws IOException {
			throw failure;
		}

		@Traced
		public void failWith(Error failure) {
			throw failure;
		}

	}

	static class Counter {

		private final AtomicInteger calls = new AtomicInteger();

		@Traced
		public int next() {
			return this.calls.incrementAndGet();
		}

		@Traced
		public void fail() {
			throw new UnsupportedOperationException();
		}

	}

}
