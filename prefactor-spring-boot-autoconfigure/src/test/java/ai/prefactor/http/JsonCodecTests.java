package ai.prefactor.http;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class JsonCodecTests {

	private final JsonCodec codec = new JsonCodec();

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "<html>", "{\"status\":\"succ", "{\"status\":\"success\"}<html>", "{'a':1}" })
	void parseWhenNotJsonShouldBeNull(String text) {
		assertThat(this.codec.parse(text.getBytes(StandardCharsets.UTF_8))).isNull();
	}

	@Test
	void parseWhenNestedBeyondReasonShouldBeNull() {
		assertThat(this.codec.parse("[".repeat(100_000).getBytes(StandardCharsets.UTF_8))).isNull();
	}

	@Test
	void scanShouldGoDeeperThanATreeCan() {
		String deep = "{\"a\":" + "[".repeat(50_000) + "]".repeat(50_000) + ",\"b\":1}";
		List<String> names = new ArrayList<>();
		assertThat(this.codec.scan(deep.getBytes(StandardCharsets.UTF_8), (name, json) -> names.add(name))).isTrue();
		assertThat(names).containsExactly("a", "b");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "[]", "\"a\"", "<html>", "{\"a\":", "{\"a\":{\"b\":1}", "{\"a\":1}{}",
			"{\"a\":1}<html>" })
	void scanWhenNotOneObjectShouldBeFalse(String text) {
		assertThat(this.codec.scan(text.getBytes(StandardCharsets.UTF_8), (name, json) -> {
		})).isFalse();
	}

}
