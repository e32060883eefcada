package ai.prefactor.http;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class StatusCodesTests {

	@ParameterizedTest
	@CsvSource({ "428,false", "429,true", "430,false", "499,false", "500,true", "599,true", "600,false", "0,false",
			"-1,false" })
	void containsShouldKnowCodesAndRanges(int status, boolean expected) {
		assertThat(StatusCodes.of(" 429 , 500 - 599 ").contains(status)).isEqualTo(expected);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "  " })
	void ofWhenTextIsBlankShouldBeEmpty(String text) {
		assertThat(StatusCodes.of(text).contains(500)).isFalse();
	}

	@ParameterizedTest
	@CsvSource(quoteCharacter = '"',
			value = { "5xx, '5xx' is neither a status code nor a range of them.",
					"99, '99' is neither a status code nor a range of them.", "600, '600' is outside 100 to 599.",
					"500-600, '500-600' is outside 100 to 599.", "599-500, '599-500' ends before it starts.",
					"\"429,\", '' is neither a status code nor a range of them." })
	void ofWhenTextIsWrongShouldSayWhichEntryAndWhatToWrite(String text, String problem) {
		assertThatIllegalArgumentException().isThrownBy(() -> StatusCodes.of(text))
			.withMessage(problem + " Write codes and ranges separated by commas, such as 429,500-599.");
	}

	@Test
	void toStringShouldBeCanonical() {
		assertThat(StatusCodes.of("503,429,500-502,504-599,501")).hasToString("429,500-599");
	}

	@Test
	void equalsShouldCompareTheCodes() {
		assertThat(StatusCodes.of("500-501")).isEqualTo(StatusCodes.of("501,500"))
			.hasSameHashCodeAs(StatusCodes.of("501,500"))
			.isNotEqualTo(StatusCodes.of("500"));
	}

}
