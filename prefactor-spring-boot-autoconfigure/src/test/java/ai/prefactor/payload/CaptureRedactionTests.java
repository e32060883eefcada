package ai.prefactor.payload;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;

@SuppressWarnings("DoNotCallSuggester")
class CaptureRedactionTests {

	private static final String SECRET = "hunter2";

	@Test
	void putWhenNameIsRedactedShouldReplaceTheValueWhateverItIs() {
		Payload payload = Captures.withDefaults()
			.inputs()
			.put("password", SECRET)
			.put("apiKey", List.of(SECRET))
			.put("Authorization", 12345)
			.put("user", "me")
			.build();
		assertThat(payload.toJson()).isEqualTo("{\"password\":\"[redacted]\",\"apiKey\":\"[redacted]\","
				+ "\"Authorization\":\"[redacted]\",\"user\":\"me\"}");
	}

	@Test
	void putWhenNameIsRedactedShouldNotTouchTheValue() {
		assertThat(Captures.withDefaults().inputs().put("token", new Untouchable()).build().toJson())
			.isEqualTo("{\"token\":\"[redacted]\"}");
	}

	@Test
	void putWhenNamesAreRedactedAtDepthShouldReplaceTheirValues() {
		Map<String, Object> headers = new LinkedHashMap<>();
		headers.put("Set-Cookie", List.of(SECRET));
		headers.put("Accept", "json");
		Object value = List.of(Map.of("request", new Request(headers, new Login("me", SECRET, 10))));
		assertThat(Captures.input(value)).hasToString("[{\"request\":{\"headers\":{\"Set-Cookie\":\"[redacted]\","
				+ "\"Accept\":\"json\"},\"login\":{\"user\":\"me\",\"password\":\"[redacted]\",\"max_tokens\":10}}}]");
	}

	@Test
	void putWhenPropertyIsRedactedShouldNotCallItsGetter() {
		assertThat(Captures.input(new Untouchable())).hasToString("{\"secret\":\"[redacted]\"}");
	}

	@Test
	void putWhenRedactedValuesAreContainersShouldGoOnBehindThem() {
		ObjectNode node = JsonNodeFactory.instance.objectNode();
		node.putObject("credentials").putArray("all").addObject().put("inner", SECRET);
		node.putArray("tokens").add(1);
		node.putObject("token").put("a", SECRET);
		node.put("last", true);
		assertThat(Captures.input(node))
			.hasToString("{\"credentials\":\"[redacted]\",\"tokens\":[1],\"token\":\"[redacted]\",\"last\":true}");
	}

	@Test
	void putWhenPropertyIsRenamedShouldGoByTheNameThatIsWritten() {
		assertThat(Captures.input(new Renamed(SECRET, "shown")))
			.hasToString("{\"api_key\":\"[redacted]\",\"harmless\":\"shown\"}");
	}

	@Test
	void putWhenPropertiesAreUnwrappedOrDynamicShouldRedactThemToo() {
		assertThat(Captures.input(new Odd()))
			.hasToString("{\"user\":\"me\",\"password\":\"[redacted]\",\"max_tokens\":1,\"jwt\":\"[redacted]\"}");
	}

	@Test
	void putWhenBeanIsWrittenAsArrayShouldRedactItsProperties() {
		assertThat(Captures.input(new Row("me", SECRET))).hasToString("[\"me\",\"[redacted]\"]");
	}

	@Test
	void outputShouldRedactToo() {
		assertThat(Captures.withDefaults().output(new Login("me", SECRET, 1)).toJson())
			.isEqualTo("{\"user\":\"me\",\"password\":\"[redacted]\",\"max_tokens\":1}");
	}

	@Test
	void putWhenKeysAreTheUsersOwnShouldRedactTheseOnly() {
		PayloadCapture capture = new PayloadCapture(
				new CaptureSettings(true, true, 100, 100, 1000, Set.of("Customer-Name")));
		assertThat(capture.metadata().put("customerName", "x").put("password", "y").build().toJson())
			.isEqualTo("{\"customerName\":\"[redacted]\",\"password\":\"y\"}");
	}

	record Request(Map<String, Object> headers, Login login) {
	}

	record Login(String user, String password, int max_tokens) {
	}

	record Renamed(@JsonProperty("api_key") String harmlessName, @JsonProperty("harmless") String password) {
	}

	@JsonFormat(shape = JsonFormat.Shape.ARRAY)
	record Row(String user, String password) {
	}

	static final class Untouchable {

		public String getSecret() {
			throw new AssertionError("Touched");
		}

	}

	static final class Odd {

		@JsonUnwrapped
		public Login getLogin() {
			return new Login("me", SECRET, 1);
		}

		@JsonAnyGetter
		public Map<String, String> getAny() {
			return Map.of("jwt", SECRET);
		}

	}

}
