package ai.prefactor.transport;

import java.util.Map;

import com.fasterxml.jackson.annotation.JsonRawValue;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

import ai.prefactor.http.JsonCodec;
import ai.prefactor.span.SpanData;
import ai.prefactor.span.SpanError;
import ai.prefactor.span.SpanStatus;
import ai.prefactor.span.TokenUsage;

import static org.assertj.core.api.Assertions.assertThat;

class SpanJsonTests {

	private static final String LONE_SURROGATE = "a\ud800b";

	private final TestRun run = new TestRun();

	private final TestRun.Span span = this.run.span("search");

	@Test
	void payloadOfASpanThatIsUnderWayShouldHoldWhatIsKnown() {
		SpanData active = this.span.input("query", "why?").snapshot();
		assertThat(SpanJson.payload(active))
			.isEqualTo("{\"span_id\":\"%s\",\"trace_id\":\"%s\",\"name\":\"search\",\"status\":\"active\",".formatted(
					this.span.id(), this.run.id()) + "\"inputs\":{\"query\":\"why?\"},\"outputs\":{},\"metadata\":{}}");
		assertThat(SpanJson.result(active)).isNull();
		assertThat(SpanJson.lateResult(active)).isEqualTo("{}");
	}

	@Test
	void payloadOfACompleteSpanShouldHoldOutputsAndTokens() {
		SpanData complete = this.span.output("answer", 42).tokens(TokenUsage.of(3, 4)).end().span();
		assertThat(SpanJson.payload(complete))
			.endsWith("\"status\":\"complete\",\"inputs\":{}," + "\"outputs\":{\"answer\":42},\"metadata\":{},"
					+ "\"token_usage\":{\"prompt_tokens\":3,\"completion_tokens\":4,\"total_tokens\":7}}");
		assertThat(SpanJson.result(complete)).isEqualTo("{\"answer\":42}");
	}

	@Test
	void tokensThatAreNotKnownShouldNotBeWritten() {
		SpanData complete = this.span.tokens(new TokenUsage(null, 4, null)).end().span();
		assertThat(SpanJson.payload(complete)).endsWith("\"token_usage\":{\"completion_tokens\":4}}");
	}

	@Test
	void payloadAndResultOfAFailedSpanShouldHoldTheError() {
		SpanData failed = this.span.output("partial", 1)
			.error(new SpanError("java.io.IOException", "disk \"on\" fire", "at A\n\tat B"))
			.end()
			.span();
		String error = "{\"error_type\":\"java.io.IOException\",\"message\":\"disk \\\"on\\\" fire\","
				+ "\"stacktrace\":\"at A\\n\\tat B\"}";
		assertThat(SpanJson.payload(failed)).endsWith("\"status\":\"failed\",\"inputs\":{},"
				+ "\"outputs\":{\"partial\":1},\"metadata\":{},\"error\":" + error + "}");
		assertThat(SpanJson.result(failed)).isEqualTo(error);
	}

	@Test
	void resultOfACancelledSpanShouldBeItsOutputs() {
		assertThat(SpanJson.result(this.span.end(SpanStatus.CANCELLED).span())).isEqualTo("{}");
	}

	@Test
	void lateResultShouldHoldTheTokensToo() {
		TokenUsage tokens = TokenUsage.of(3, 4);
		String usage = "\"token_usage\":{\"prompt_tokens\":3,\"completion_tokens\":4,\"total_tokens\":7}";
		assertThat(SpanJson.lateResult(this.span.tokens(tokens).end().span())).isEqualTo("{" + usage + "}");
		assertThat(SpanJson.lateResult(this.span.output("answer", 42).end().span()))
			.isEqualTo("{" + usage + ",\"answer\":42}");
	}

	@Test
	void lateResultShouldNotSayTokensTwice() {
		SpanData complete = this.span.output("token_usage", 7).tokens(TokenUsage.of(3, 4)).end().span();
		assertThat(SpanJson.lateResult(complete)).isEqualTo("{\"token_usage\":7}");
	}

	@Test
	void lateResultShouldNotTakeAnInnerNameForItsOwn() {
		SpanData complete = this.span.output("answer", Map.of("token_usage", 7))
			.tokens(TokenUsage.of(3, 4))
			.end()
			.span();
		assertThat(SpanJson.lateResult(complete)).startsWith("{\"token_usage\":{").endsWith(":{\"token_usage\":7}}");
	}

	@Test
	void whatNoBodyCanCarryShouldBeReplaced() {
		SpanData failed = this.run.span(LONE_SURROGATE)
			.error(new SpanError("E", LONE_SURROGATE, LONE_SURROGATE))
			.end()
			.span();
		String sent = SpanJson.payload(failed) + SpanJson.result(failed) + SpanJson.wellFormed(LONE_SURROGATE);
		assertThat(sent).doesNotContain("\ud800");
		assertThat(new JsonCodec().encode(new Body(SpanJson.payload(failed))).size()).isPositive();
		assertThat(JsonMapper.builder().build().readTree(SpanJson.payload(failed)).path("name").stringValue())
			.isEqualTo("a?b");
	}

	/**
	 * A body with JSON text in it.
	 *
	 * @param payload the JSON text
	 */
	private record Body(@JsonRawValue String payload) {

	}

}
