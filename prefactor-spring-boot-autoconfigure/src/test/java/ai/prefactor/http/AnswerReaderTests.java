package ai.prefactor.http;

import java.nio.charset.StandardCharsets;
import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class AnswerReaderTests {

	private static final StatusCodes CODES = StatusCodes.of("429,500-599");

	private final AnswerReader reader = new AnswerReader(new JsonCodec(), new ManualTime());

	@Test
	void readWhenDetailsAreMissingShouldSucceed() {
		assertThat(read(201, "{\"status\":\"success\",\"new_field\":1}").detail("id")).isNull();
	}

	@ParameterizedTest
	@ValueSource(strings = { "{\"id\":null}", "{\"id\":\"\"}", "{\"id\":7}", "null", "[]", "\"i1\"" })
	void detailWhenThereIsNoTextShouldBeNull(String details) {
		assertThat(read(200, "{\"status\":\"success\",\"details\":" + details + "}").detail("id")).isNull();
	}

	@Test
	void readWhenStatusSaysErrorOn200ShouldFail() {
		PrefactorResponseException failure = failure(200, "{\"status\":\"error\",\"code\":\"c\",\"message\":\"m\"}");
		assertThat(failure).hasMessage("op was answered with 200 (c): m");
		assertThat(failure.isJson()).isTrue();
		assertThat(failure.isRetryable(CODES)).isFalse();
		assertThat(failure.outcome()).isEqualTo(RequestListener.Outcome.CLIENT_ERROR);
	}

	@ParameterizedTest
	@ValueSource(ints = { 200, 301, 401, 403, 404, 422, 502 })
	void readWhenAnswerIsHtmlShouldBeTransientWhateverItsStatus(int status) {
		PrefactorResponseException failure = failure(status, "<html><body>Sign in</body></html>");
		assertThat(failure.isJson()).isFalse();
		assertThat(failure.isRetryable()).isTrue();
		assertThat(failure.isRetryable(CODES)).isTrue();
		assertThat(failure.status()).isEqualTo(status);
		assertThat(failure.reason()).isEqualTo("not_json");
		assertThat(failure.outcome()).isEqualTo(RequestListener.Outcome.INVALID);
	}

	@Test
	void readWhenAnswerIsHtmlShouldSayWhatCameInstead() {
		assertThat(failure(403, "<html>")).hasMessage("op was answered with 403: the answer is not JSON "
				+ "(text/plain, 6 bytes): it is not Prefactor's, maybe a proxy's");
	}

	@Test
	void readWhenAProxyFindsTheRequestTooLargeShouldNotBeTransient() {
		assertThat(failure(413, "<html>").isRetryable(CODES)).isFalse();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "{\"status\":\"success\",\"deta", "{}", "[]", "null", "\"success\"",
			"{\"status\":\"ok\"}", "{\"status\":true}" })
	void readWhenASuccessIsNoneOfPrefactorsShouldBeTransient(String body) {
		assertThat(failure(200, body)).returns(false, PrefactorResponseException::isJson)
			.returns(true, PrefactorHttpException::isRetryable);
	}

	@ParameterizedTest
	@CsvSource({ "400,false,CLIENT_ERROR", "401,false,CLIENT_ERROR", "404,false,CLIENT_ERROR", "409,false,CLIENT_ERROR",
			"413,false,CLIENT_ERROR", "422,false,CLIENT_ERROR", "429,true,CLIENT_ERROR", "500,true,SERVER_ERROR",
			"503,true,SERVER_ERROR", "599,true,SERVER_ERROR" })
	void readWhenAnswerIsJsonShouldGoByItsStatus(int status, boolean retryable, RequestListener.Outcome outcome) {
		PrefactorResponseException failure = failure(status, "{\"message\":\"from a gateway\"}");
		assertThat(failure.isRetryable()).isEqualTo(retryable);
		assertThat(failure.outcome()).isEqualTo(outcome);
		assertThat(failure.reason()).isEqualTo(Integer.toString(status));
		assertThat(failure.code()).isNull();
	}

	@Test
	void isRetryableShouldFollowTheConfiguredCodes() {
		PrefactorResponseException failure = failure(503, "{\"status\":\"error\"}");
		assertThat(failure.isRetryable(StatusCodes.of("429"))).isFalse();
		assertThat(failure(409, "{\"status\":\"error\"}").isRetryable(StatusCodes.of("409"))).isTrue();
	}

	@Test
	void readShouldTellRetryAfter() {
		RawAnswer raw = new RawAnswer(503, "text/html", "3", new byte[0]);
		PrefactorResponseException failure = catchThrowableOfType(PrefactorResponseException.class,
				() -> this.reader.read("op", raw, new Redaction(null)));
		assertThat(failure.retryAfter()).isEqualTo(Duration.ofSeconds(3));
	}

	@Test
	void readShouldCutWhatTheServerSays() {
		PrefactorResponseException failure = failure(400,
				"{\"message\":\"" + "m".repeat(10_000) + "\",\"errors\":\"" + "e".repeat(10_000) + "\"}");
		assertThat(failure.getMessage()).hasSizeLessThan(600);
		assertThat(failure.errors()).hasSizeLessThan(2_100);
	}

	@Test
	void violationShouldNotBeTransient() {
		PrefactorResponseException failure = read(200, "{\"status\":\"success\"}").violation("no details.id");
		assertThat(failure).hasMessage("op was answered with 200 (contract): no details.id");
		assertThat(failure.isRetryable()).isFalse();
		assertThat(failure.outcome()).isEqualTo(RequestListener.Outcome.INVALID);
	}

	private ApiAnswer read(int status, String body) {
		return this.reader.read("op", new RawAnswer(status, "text/plain", null, body.getBytes(StandardCharsets.UTF_8)),
				new Redaction(null));
	}

	private PrefactorResponseException failure(int status, String body) {
		return catchThrowableOfType(PrefactorResponseException.class, () -> read(status, body));
	}

}
