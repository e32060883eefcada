package ai.prefactor.http;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RedactionTests {

	@Test
	void cleanShouldMaskTheToken() {
		assertThat(new Redaction("abc").clean("token abc, Bearer abc", 100)).isEqualTo("token ******, Bearer ******");
	}

	@Test
	void cleanShouldMaskATokenThatIsEscapedInJson() {
		assertThat(new Redaction("a\"b\\c").clean("{\"token\":\"a\\\"b\\\\c\"}", 100))
			.isEqualTo("{\"token\":\"******\"}");
	}

	@Test
	void cleanShouldMaskBeforeItCuts() {
		assertThat(new Redaction("abcdef").clean("xx abcdef", 5)).isEqualTo("xx **...");
	}

	@Test
	void cleanShouldKeepToOneLine() {
		assertThat(new Redaction(null).clean("one\r\ntwo\u0000three\n", 100)).isEqualTo("one two three");
	}

}
