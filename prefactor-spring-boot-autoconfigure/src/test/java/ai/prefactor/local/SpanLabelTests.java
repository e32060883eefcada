package ai.prefactor.local;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;

class SpanLabelTests {

	@Test
	void ofShouldTakeNameAndFailure() {
		SpanLabel label = SpanLabel.of(json("{\"name\":\"read\"}"),
				json("{\"error_type\":\"com.example.Pages$PageNotFound\",\"message\":\"no such page\"}"));
		assertThat(label).isEqualTo(new SpanLabel("read", "PageNotFound: no such page"));
	}

	@Test
	void ofWhenTheResultTellsNoFailureShouldTakeThePayloads() {
		SpanLabel label = SpanLabel.of(json("{\"error\":{\"error_type\":\"Oops\"}}"), json("{\"a\":1}"));
		assertThat(label.failure()).isEqualTo("Oops");
	}

	@Test
	void withResultShouldKeepTheName() {
		assertThat(new SpanLabel("read", null).withResult(json("{\"error_type\":\"Oops\",\"message\":\"\"}")))
			.isEqualTo(new SpanLabel("read", "Oops"));
	}

	@Test
	void ofWhenTheFieldsAreOfOtherTypesShouldHaveNeither() {
		assertThat(SpanLabel.of(json("{\"name\":{},\"error\":\"x\"}"), json("{\"error_type\":7}")))
			.isEqualTo(new SpanLabel(null, null));
	}

	@Test
	void lineShouldHoldNoLineBreaksOrControlCharacters() {
		assertThat(SpanLabel.line("a\r\n\u001b[31mb\u2028c\u202Ed\u0085")).isEqualTo("a [31mb c d");
	}

	@Test
	void lineWhenLongShouldBeCut() {
		assertThat(SpanLabel.line("x".repeat(1_000_000))).hasSize(203).endsWith("...");
	}

	private static ObjectNode json(String text) {
		return (ObjectNode) new JsonMapper().readTree(text);
	}

}
