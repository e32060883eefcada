package ai.prefactor.api;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * What is sent, against what the API documents.
 */
class GoldenBodiesTests {

	private static final Instant START = Instant.parse("2026-02-09T10:15:30.123456Z");

	private static final Instant END = Instant.parse("2026-02-09T10:15:31Z");

	private static final String AGENT = "0000000000zzzzzz0000000000000001";

	private static final String RUN = "0000000000zzzzzz0000000000000002";

	private static final String ROOT = "0000000000zzzzzz0000000000000003";

	private static final String CHILD = "0000000000zzzzzz0000000000000004";

	private final JsonMapper mapper = new JsonMapper();

	@Test
	void registerShouldMatch() {
		String schema = """
				{"external_identifier":"fp-1","span_type_schemas":[{"name":"support-desk:tool:lookupOrder",
				"params_schema":{"type":"object","additionalProperties":true}}]}""";
		assertMatches("register",
				new RegisterRequest(AGENT, "env_1", RUN, new AgentVersion("v1.0.0", "support-desk", "Answers tickets"),
						schema, false, "smoke_test", "key-register"));
	}

	@Test
	void registerWithWhatIsRequiredOnlyShouldMatch() {
		assertMatches("register-minimal", new RegisterRequest(null, null, null, new AgentVersion("v1.0.0", null, null),
				"{\"external_identifier\":\"fp-1\",\"span_type_schemas\":[]}", null, null, "key-register"));
	}

	@Test
	void startInstanceShouldMatch() {
		assertMatches("start-instance", new StartInstanceRequest(RUN, START, "key-start"));
	}

	@Test
	void finishInstanceShouldMatch() {
		assertMatches("finish-instance", new FinishInstanceRequest(RUN, "complete", END, "key-finish"));
	}

	@Test
	void createSpanThatIsActiveShouldMatch() {
		assertMatches("create-span-active",
				new CreateSpanRequest(new SpanDetails(RUN, "support-desk:agent:handle", "active", ROOT, null,
						json("{\"name\":\"handle\",\"inputs\":{\"ticket\":\"Où est ma commande ?\"}}"), null, START,
						null, null), "key-create"));
	}

	@Test
	void createSpanThatIsCompleteShouldMatch() {
		assertMatches("create-span-complete",
				new CreateSpanRequest(
						new SpanDetails(RUN, "support-desk:tool:lookupOrder", "complete", CHILD, ROOT,
								json("{\"name\":\"lookupOrder\"}"), json("{\"result\":42}"), START, END, true),
						"key-create"));
	}

	@Test
	void finishSpanShouldMatch() {
		assertMatches("finish-span",
				new FinishSpanRequest(CHILD, "failed", END,
						json("{\"error_type\":\"IllegalStateException\",\"message\":\"gone\",\"stacktrace\":\"...\"}"),
						false, "key-finish-span"));
	}

	@Test
	void finishSpanWithoutResultShouldMatch() {
		assertMatches("finish-span-minimal",
				new FinishSpanRequest(CHILD, "complete", END, null, null, "key-finish-span"));
	}

	@Test
	void toStringShouldNotShowPayloads() {
		SpanDetails details = new SpanDetails(RUN, "t", "complete", CHILD, null, json("{\"a\":\"secret\"}"),
				json("{\"a\":\"secret\"}"), START, END, null);
		assertThat(new CreateSpanRequest(details, "k")).asString().doesNotContain("secret");
		assertThat(new FinishSpanRequest(CHILD, "complete", END, json("{\"a\":\"secret\"}"), null, "k")).asString()
			.doesNotContain("secret");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "12345678901234567890123456789012345678901234567890123456789012345" })
	void idempotencyKeyShouldHave1To64Characters(String key) {
		assertThatIllegalArgumentException().isThrownBy(() -> new StartInstanceRequest(RUN, START, key))
			.withMessage("'idempotencyKey' must have 1 to 64 characters, but is '" + key + "'");
	}

	private void assertMatches(String golden, ApiRequest request) {
		EncodedRequest encoded = new RequestEncoder().encode(request);
		JsonNode alone = this.mapper.readTree(encoded.alone().toByteArray());
		assertThat(alone).isEqualTo(golden(golden));
		JsonNode bulk = this.mapper.readTree(BulkRequest.of(List.of(encoded)).toByteArray());
		assertThat(bulk.propertyNames()).containsExactly("items");
		assertThat(bulk.path("items").path(0)).isEqualTo(golden("bulk/" + golden));
	}

	private static JsonSource json(String text) {
		return (json) -> json.writeRawValue(text);
	}

	private JsonNode golden(String name) {
		try (InputStream file = getClass().getResourceAsStream("/golden/" + name + ".json")) {
			return this.mapper.readTree(file);
		}
		catch (IOException ex) {
			throw new AssertionError(ex);
		}
	}

}
