package ai.prefactor.payload;

import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

@SuppressWarnings("UnnecessaryStringBuilder")
class TextTests {

	private static final String PAIR = "\uD83D\uDE00";

	@Test
	void cutWhenTextIsAsLongAsAllowedShouldReturnItAsItIs() {
		String text = "12345";
		assertThat(Text.cut(text, 5)).isSameAs(text);
	}

	@Test
	void cutWhenTextIsLongerShouldKeepSoManyCharactersAndSayThatThereWereMore() {
		assertThat(Text.cut("123456", 5)).isEqualTo("12345... [truncated]");
	}

	@Test
	void cutWhenNothingIsKeptShouldOnlySayThatThereWasSomething() {
		assertThat(Text.cut("1", 0)).isEqualTo("... [truncated]");
	}

	@Test
	void cutWhenAPairWouldBeSplitShouldLeaveItOut() {
		assertThat(Text.cut("ab" + PAIR + "c", 3)).isEqualTo("ab... [truncated]");
		assertThat(Text.cut("ab" + PAIR + "c", 4)).isEqualTo("ab" + PAIR + "... [truncated]");
	}

	@Test
	void cutWhenTextIsABuilderShouldNotMakeAStringOfAllOfIt() {
		assertThat(Text.cut(new StringBuilder("x".repeat(100)), 2)).isEqualTo("xx... [truncated]");
	}

	@Test
	void wellFormedWhenEverySurrogateIsPairedShouldReturnTheSameText() {
		String text = "a" + PAIR + "b";
		assertThat(Text.wellFormed(text)).isEqualTo(text);
	}

	@Test
	void wellFormedWhenSurrogatesStandAloneShouldReplaceThem() {
		assertThat(Text.wellFormed("a\uD83Db\uDE00\uD83D" + PAIR + "\uD83D"))
			.isEqualTo("a\uFFFDb\uFFFD\uFFFD" + PAIR + "\uFFFD");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "plain", "\"quoted\" and \\", "\n\r\t\b\f", "\u0000\u001f\u007f", "grün", "\u20ac",
			PAIR, "\uD83D", "a\uDE00b" })
	void quotedSizeShouldBeTheNumberOfBytesThatAreWritten(String text) {
		JsonBytes out = new JsonBytes(1000);
		out.quoted(text);
		assertThat(Text.quotedSize(text)).isEqualTo(out.size());
		assertThat(new String(out.toByteArray(), StandardCharsets.UTF_8)).startsWith("\"").endsWith("\"");
	}

	@ParameterizedTest
	@ValueSource(ints = { 64, 65, 72, 10_000 })
	void weightShouldCountTheBytesOfACharacter(int length) {
		String text = "\u00e9".repeat(length);
		long rounded = (length + 7) / 8 * 8L;
		assertThat(Text.weight(text)).isEqualTo(40 + rounded);
		assertThat(Text.weight("\u2019" + text.substring(1))).isBetween(40 + 2L * length, 48 + 2L * length);
		assertThat(Text.weight(text.substring(1) + "\u2019")).isBetween(40 + 2L * length, 48 + 2L * length);
	}

}
