package ai.prefactor.payload;

import java.nio.charset.StandardCharsets;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

class EscapedTextTests {

	private static final String[] PIECES = { "\"", "\\", "\n", "\r", "\t", "\b", "\f", "\u0000", "\u001F", "\u007F",
			"\u0080", " ", "!", "#", "[", "]", "a plain piece of text", "\u00E9", "\u20AC", "\uD83D\uDE00", "/" };

	private final JsonMapper mapper = new JsonMapper();

	@ParameterizedTest
	@ValueSource(strings = { "", "a", "seven77", "eight888", "\"", "12345678\"", "\"\"\"\"\"\"\"\"\"", "\\\u0001\n",
			"\u00A2\u00DC\u00A0" })
	void ofShouldMakeTheContentOfAString(String text) {
		assertThat(quoted(text)).isEqualTo(this.mapper.writeValueAsString(text));
	}

	@Test
	void ofWhenAnyCharacterStandsAnywhereShouldEscapeAsJacksonDoes() {
		for (char c = 0; c < Character.MIN_SURROGATE; c++) {
			String text = "x".repeat(c % 17) + c + "y".repeat(c % 5);
			assertThat(quoted(text)).isEqualTo(this.mapper.writeValueAsString(text));
		}
	}

	@Test
	void ofWhenManyStandSideBySideShouldEscapeAsJacksonDoes() {
		Random random = new Random(42);
		for (int i = 0; i < 20_000; i++) {
			StringBuilder text = new StringBuilder();
			for (int pieces = random.nextInt(30); pieces > 0; pieces--) {
				text.append(PIECES[random.nextInt(PIECES.length)]);
			}
			assertThat(quoted(text.toString())).isEqualTo(this.mapper.writeValueAsString(text.toString()));
		}
	}

	private static String quoted(String text) {
		EscapedText escaped = EscapedText.of(text);
		return '"' + new String(escaped.bytes(), 0, escaped.size(), StandardCharsets.UTF_8) + '"';
	}

}
