package ai.prefactor.http;

import java.time.Duration;

import org.springframework.util.Assert;

/**
 * What a {@link PrefactorHttpClient} needs to know.
 *
 * @param connection where Prefactor is and how to sign in
 * @param connectTimeout how long connecting may take, TLS included; positive
 * @param requestTimeout how long a request may take from its start to the last byte of
 * its answer; positive
 * @param sdkHeader the value of {@code X-Prefactor-SDK}
 * @since 0.1.0
 */
public record HttpSettings(ApiConnection connection, Duration connectTimeout, Duration requestTimeout,
		String sdkHeader) {

	public HttpSettings {
		Assert.isTrue(isPositive(connectTimeout), "'connectTimeout' must be positive");
		Assert.isTrue(isPositive(requestTimeout), "'requestTimeout' must be positive");
		Assert.hasText(sdkHeader, "'sdkHeader' must not be empty");
	}

	private static boolean isPositive(Duration duration) {
		return !duration.isNegative() && !duration.isZero();
	}

	/**
	 * Leaves the connection out, which may hold a token.
	 */
	@Override
	public String toString() {
		return "HttpSettings[connectTimeout=" + this.connectTimeout + ", requestTimeout=" + this.requestTimeout
				+ ", sdkHeader=" + this.sdkHeader + "]";
	}

}
