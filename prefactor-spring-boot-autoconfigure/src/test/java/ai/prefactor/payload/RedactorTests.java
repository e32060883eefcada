package ai.prefactor.payload;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class RedactorTests {

	private final Redactor redactor = new Redactor(CaptureSettings.DEFAULT_REDACT_KEYS);

	@ParameterizedTest
	@ValueSource(strings = { "password", "Password", "PASSWORD", "pass_word", "pass-word", "accessToken",
			"access_token", "ACCESS-TOKEN", "apiKey", "api_key", "apikey", "X-API-Key", "Authorization", "Set-Cookie",
			"setCookie", "clientSecret", "__token__", "credentials", "privateKey" })
	void matchesWhenNameIsListedInAnySpellingShouldBeTrue(String name) {
		assertThat(this.redactor.matches(name)).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "max_tokens", "prompt_tokens", "completion_tokens", "total_tokens", "tokens",
			"token_usage", "passwordless", "my_password", "author", "key", "", "-", "_", "pass word", "secretary" })
	void matchesWhenNameOnlyContainsAListedOneShouldBeFalse(String name) {
		assertThat(this.redactor.matches(name)).isFalse();
	}

	@Test
	void matchesWhenNothingIsListedShouldBeFalse() {
		assertThat(new Redactor(Set.of()).matches("password")).isFalse();
	}

	@Test
	void matchesWhenAListedKeyIsOfSeparatorsOnlyShouldBeFalse() {
		Redactor odd = new Redactor(List.of("-_-", ""));
		assertThat(odd.matches("-_-")).isFalse();
		assertThat(odd.matches("")).isFalse();
	}

	@Test
	void matchesWhenManyAreListedShouldTellEachFromTheRest() {
		Set<String> listed = new HashSet<>();
		for (int i = 0; i < 5000; i += 2) {
			listed.add("Key_" + i);
		}
		Redactor large = new Redactor(listed);
		for (int i = 0; i < 5000; i++) {
			assertThat(large.matches("key-" + i)).isEqualTo(i % 2 == 0);
		}
	}

	@Test
	void matchesWhenNameIsNotAsciiShouldCompareWithoutCase() {
		assertThat(new Redactor(Set.of("SCHLÜSSEL")).matches("schlüssel")).isTrue();
	}

}
