package ai.prefactor.transport;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import ai.prefactor.api.CreateSpanRequest;
import ai.prefactor.api.JsonSource;
import ai.prefactor.api.RequestEncoder;
import ai.prefactor.api.SpanDetails;
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
		assertThat(text(SpanJson.payload(SpanIds.of(active), active)))
			.isEqualTo("{\"span_id\":\"%s\",\"trace_id\":\"%s\",\"name\":\"search\",\"status\":\"active\",".formatted(
					this.span.id(), this.run.id()) + "\"inputs\":{\"query\":\"why?\"},\"outputs\":{},\"metadata\":{}}");
		assertThat(SpanJson.result(active)).isNull();
		assertThat(text(SpanJson.lateResult(active))).isEqualTo("{}");
	}

	@Test
	void payloadOfACompleteSpanShouldHoldOutputsAndTokens() {
		SpanData complete = this.span.output("answer", 42).tokens(TokenUsage.of(3, 4)).end().span();
		assertThat(text(SpanJson.payload(SpanIds.of(complete), complete)))
			.endsWith("\"status\":\"complete\",\"inputs\":{}," + "\"outputs\":{\"answer\":42},\"metadata\":{},"
					+ "\"token_usage\":{\"prompt_tokens\":3,\"completion_tokens\":4,\"total_tokens\":7}}");
		assertThat(text(SpanJson.result(complete))).isEqualTo("{\"answer\":42}");
	}

	@Test
	void tokensThatAreNotKnownShouldNotBeWritten() {
		SpanData complete = this.span.tokens(new TokenUsage(null, 4, null)).end().span();
		assertThat(text(SpanJson.payload(SpanIds.of(complete), complete)))
			.endsWith("\"token_usage\":{\"completion_tokens\":4}}");
	}

	@Test
	void payloadAndResultOfAFailedSpanShouldHoldTheError() {
		SpanData failed = this.span.output("partial", 1)
			.error(new SpanError("java.io.IOException", "disk \"on\" fire", "at A\n\tat B"))
			.end()
			.span();
		String error = "{\"error_type\":\"java.io.IOException\",\"message\":\"disk \\\"on\\\" fire\","
				+ "\"stacktrace\":\"at A\\n\\tat B\"}";
		assertThat(text(SpanJson.payload(SpanIds.of(failed), failed))).endsWith("\"status\":\"failed\",\"inputs\":{},"
				+ "\"outputs\":{\"partial\":1},\"metadata\":{},\"error\":" + error + "}");
		assertThat(text(SpanJson.result(failed))).isEqualTo(error);
	}

	@Test
	void resultOfACancelledSpanShouldBeItsOutputs() {
		assertThat(text(SpanJson.result(this.span.end(SpanStatus.CANCELLED).span()))).isEqualTo("{}");
	}

	@Test
	void lateResultShouldHoldTheTokensToo() {
		TokenUsage tokens = TokenUsage.of(3, 4);
		String usage = "\"token_usage\":{\"prompt_tokens\":3,\"completion_tokens\":4,\"total_tokens\":7}";
		assertThat(text(SpanJson.lateResult(this.span.tokens(tokens).end().span()))).isEqualTo("{" + usage + "}");
		assertThat(text(SpanJson.lateResult(this.span.output("answer", 42).end().span())))
			.isEqualTo("{" + usage + ",\"answer\":42}");
	}

	@Test
	void lateResultShouldNotSayTokensTwice() {
		SpanData complete = this.span.output("token_usage", 7).tokens(TokenUsage.of(3, 4)).end().span();
		assertThat(text(SpanJson.lateResult(complete))).isEqualTo("{\"token_usage\":7}");
	}

	@Test
	void lateResultShouldNotTakeAnInnerNameForItsOwn() {
		SpanData complete = this.span.output("answer", Map.of("token_usage", 7))
			.tokens(TokenUsage.of(3, 4))
			.end()
			.span();
		assertThat(text(SpanJson.lateResult(complete))).startsWith("{\"token_usage\":{")
			.endsWith(":{\"token_usage\":7}}");
	}

	@Test
	void whatNoBodyCanCarryShouldBeReplaced() {
		SpanData failed = this.run.span(LONE_SURROGATE)
			.error(new SpanError("E", LONE_SURROGATE, LONE_SURROGATE))
			.end()
			.span();
		String sent = text(SpanJson.payload(SpanIds.of(failed), failed)) + text(SpanJson.result(failed));
		assertThat(sent).doesNotContain("\ud800");
		assertThat(JsonMapper.builder()
			.build()
			.readTree(text(SpanJson.payload(SpanIds.of(failed), failed)))
			.path("name")
			.stringValue()).isEqualTo("a?b");
	}

	@Test
	void whatStandsTwiceShouldBeTheSameInARequest() {
		assertTwice(this.span.output("answer", "é".repeat(9_000)).tokens(TokenUsage.of(3, 4)).end().span(), "outputs");
		assertTwice(this.run.span("other").error(new SpanError("E", "m\ud800", "t".repeat(9_000))).end().span(),
				"error");
		assertTwice(this.run.span("third").output("answer", 42).end().span(), "outputs");
	}

	private static void assertTwice(SpanData span, String property) {
		CreateSpanRequest request = new CreateSpanRequest(
				new SpanDetails("r", "t", "complete", "s", null, SpanJson.payload(SpanIds.of(span), span),
						SpanJson.result(span), span.startedAt(), span.finishedAt(), null),
				"key");
		JsonNode details = JsonMapper.builder()
			.build()
			.readTree(new RequestEncoder().encode(request).alone().toByteArray())
			.path("details");
		assertThat(details.path("result_payload")).isEqualTo(details.path("payload").path(property)).isNotEmpty();
		assertThat(details.path("payload"))
			.isEqualTo(JsonMapper.builder().build().readTree(text(SpanJson.payload(SpanIds.of(span), span))));
		assertThat(details.path("finished_at").stringValue()).isNotEmpty();
	}

	private static String text(@Nullable JsonSource source) {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		try (JsonGenerator json = new JsonFactory().createGenerator(ObjectWriteContext.empty(), bytes)) {
			Objects.requireNonNull(source).writeTo(json);
		}
		return bytes.toString(StandardCharsets.UTF_8);
	}

}
