package ai.prefactor.api;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import ai.prefactor.http.EncodedBody;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class EncodedRequestTests {

	private static final Instant NOW = Instant.parse("2026-02-09T10:15:30.123Z");

	private final JsonMapper mapper = new JsonMapper();

	private final RequestEncoder encoder = new RequestEncoder();

	@ParameterizedTest
	@MethodSource("requests")
	void aloneAndItemShouldHoldTheSameFields(ApiRequest request) {
		EncodedRequest encoded = this.encoder.encode(request);
		ObjectNode item = item(encoded);
		assertThat(item.remove("_type").stringValue()).isEqualTo(request.operation().bulkType());
		JsonNode target = item
			.remove((request.operation() == Operation.FINISH_SPAN) ? "agent_span_id" : "agent_instance_id");
		assertThat((target != null) ? target.stringValue() : null).isEqualTo(request.targetId());
		assertThat(tree(encoded.alone())).isEqualTo(item);
		assertThat(item.path("idempotency_key").stringValue()).isEqualTo(request.idempotencyKey());
	}

	@ParameterizedTest
	@MethodSource("requests")
	void encodeShouldMakeTheSameBytesEachTime(ApiRequest request) {
		EncodedRequest first = this.encoder.encode(request);
		EncodedRequest second = this.encoder.encode(request);
		assertThat(second.alone().toByteArray()).isEqualTo(first.alone().toByteArray());
		assertThat(second.item()).isEqualTo(first.item());
		assertThat(second.hasSameContent(first)).isTrue();
		assertThat(new RequestEncoder().encode(request).item()).isEqualTo(first.item());
	}

	@ParameterizedTest
	@MethodSource("requests")
	void withKeyShouldChangeTheKeyOnly(ApiRequest request) {
		EncodedRequest encoded = this.encoder.encode(request);
		EncodedRequest other = encoded.withKey("another \"key\"-2");
		assertThat(other.idempotencyKey()).isEqualTo("another \"key\"-2");
		assertThat(item(other)).isEqualTo(item(encoded).put("idempotency_key", "another \"key\"-2"));
		assertThat(tree(other.alone()))
			.isEqualTo(((ObjectNode) tree(encoded.alone())).put("idempotency_key", "another \"key\"-2"));
		assertThat(other.hasSameContent(encoded)).isTrue();
		assertThat(other.operation()).isEqualTo(encoded.operation());
		assertThat(other.targetId()).isEqualTo(encoded.targetId());
		assertThat(other.withKey(request.idempotencyKey()).item()).isEqualTo(encoded.item());
	}

	@Test
	void hasSameContentShouldTellOperationTargetAndContentApart() {
		List<ApiRequest> requests = requests();
		for (int i = 0; i < requests.size(); i++) {
			for (int j = 0; j < requests.size(); j++) {
				EncodedRequest one = this.encoder.encode(requests.get(i)).withKey("the-same");
				EncodedRequest other = this.encoder.encode(requests.get(j)).withKey("the-same");
				assertThat(one.hasSameContent(other)).isEqualTo(i == j);
			}
		}
	}

	@Test
	void sizeShouldBeWhatABulkRequestGrowsBy() {
		List<EncodedRequest> items = new ArrayList<>();
		int size = 0;
		for (ApiRequest request : requests()) {
			EncodedRequest encoded = this.encoder.encode(request);
			items.add(encoded);
			int before = size;
			size = BulkRequest.of(items).size();
			assertThat((before > 0) ? size - before : encoded.size()).isEqualTo(encoded.size());
		}
		EncodedBody<BulkRequest> body = BulkRequest.of(items);
		assertThat(body.toByteArray()).hasSize(body.size());
		assertThat(tree(body).path("items")).hasSameSizeAs(items);
	}

	@Test
	void bulkRequestShouldKeepTheOrder() {
		List<EncodedRequest> items = requests().stream().map(this.encoder::encode).toList();
		assertThat(tree(BulkRequest.of(items)).path("items"))
			.extracting((item) -> item.path("idempotency_key").stringValue())
			.containsExactlyElementsOf(items.stream().map(EncodedRequest::idempotencyKey).toList());
	}

	@Test
	void bulkRequestWithoutItemsShouldBeRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> BulkRequest.of(List.of()));
	}

	@Test
	void encodeWhenASourceFailsHalfWayShouldNotSpoilTheNext() {
		ApiRequest good = new StartInstanceRequest("r", NOW, "key-good");
		byte[] expected = this.encoder.encode(good).item();
		assertThatIllegalStateException().isThrownBy(() -> this.encoder.encode(span((json) -> {
			json.writeStartObject();
			throw new IllegalStateException("half way");
		}, null)));
		assertThat(this.encoder.encode(good).item()).isEqualTo(expected);
	}

	@ParameterizedTest
	@ValueSource(ints = { 100, 7_990, 8_000, 100_000, 3_000_000 })
	void encodeShouldTakeAnySize(int size) {
		String text = "é".repeat(size);
		JsonNode details = item(this.encoder.encode(span((json) -> JsonText.write(json, text), null))).path("details");
		assertThat(details.path("payload").stringValue()).isEqualTo(text);
		assertThat(item(this.encoder.encode(requests().get(0))).path("idempotency_key").stringValue()).isNotEmpty();
	}

	@Test
	void textsThatNoBodyCanCarryShouldBeReplaced() {
		EncodedRequest encoded = this.encoder.encode(new FinishSpanRequest("s\udc00", "complete", NOW,
				(json) -> JsonText.write(json, "a\ud800b 😀"), null, "key-\ud800"));
		assertThat(item(encoded).path("result_payload").stringValue()).isEqualTo("a?b 😀");
		assertThat(item(encoded).path("agent_span_id").stringValue()).isEqualTo("s?");
	}

	@Test
	void toStringShouldNotShowTheContent() {
		EncodedRequest encoded = this.encoder.encode(span((json) -> json.writeString("secret"), null));
		assertThat(encoded).hasToString("EncodedRequest[CREATE_SPAN, key-span, " + encoded.item().length + " bytes]");
	}

	private ObjectNode item(EncodedRequest encoded) {
		return (ObjectNode) this.mapper.readTree(encoded.item());
	}

	private JsonNode tree(EncodedBody<?> body) {
		return this.mapper.readTree(body.toByteArray());
	}

	private static CreateSpanRequest span(JsonSource payload, @Nullable JsonSource result) {
		return new CreateSpanRequest(
				new SpanDetails("r1", "app:tool", "complete", "s1", null, payload, result, NOW, NOW, null), "key-span");
	}

	/**
	 * Requests of all kinds, with what can be absent present and absent, at random.
	 */
	private static List<ApiRequest> requests() {
		Random random = new Random(7);
		List<ApiRequest> requests = new ArrayList<>();
		for (int i = 0; i < 12; i++) {
			String key = "key-" + i + "-\"\\é";
			requests.add(new StartInstanceRequest("run \"" + i, maybe(random, NOW), key + "1"));
			requests
				.add(new FinishInstanceRequest("run \"" + i, maybe(random, "failed"), maybe(random, NOW), key + "2"));
			requests.add(new FinishSpanRequest("span/" + i, "complete", NOW,
					maybe(random, (json) -> json.writeRawValue("{\"a\":[1,{\"b\":\"}\"}]}")), maybe(random, true),
					key + "3"));
			requests.add(new CreateSpanRequest(new SpanDetails("run" + i, "app:tool\n", "active", maybe(random, "s"),
					maybe(random, "p"), maybe(random, (json) -> JsonText.write(json, "p\u0001\u2028")),
					maybe(random, (json) -> json.writeNumber(1.5)), NOW, maybe(random, NOW), maybe(random, false)),
					key + "4"));
			requests.add(new RegisterRequest(maybe(random, "agent"), maybe(random, "env"), "run" + i,
					new AgentVersion("v1", maybe(random, "name"), maybe(random, "text")),
					"{\"external_identifier\":\"x\"}", maybe(random, true), maybe(random, "live"), key + "5"));
		}
		return requests;
	}

	private static <T> @Nullable T maybe(Random random, T value) {
		return random.nextBoolean() ? value : null;
	}

}
