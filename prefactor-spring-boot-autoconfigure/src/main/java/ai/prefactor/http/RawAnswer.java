package ai.prefactor.http;

import org.jspecify.annotations.Nullable;

/**
 * An answer as it came.
 */
final class RawAnswer {

	private final int status;

	private final @Nullable String contentType;

	private final @Nullable String retryAfter;

	private final byte @Nullable [] body;

	/**
	 * An answer.
	 * @param status the status code
	 * @param contentType the header of that name
	 * @param retryAfter the header of that name
	 * @param body the bytes; {@code null} if there are more than we read
	 */
	RawAnswer(int status, @Nullable String contentType, @Nullable String retryAfter, byte @Nullable [] body) {
		this.status = status;
		this.contentType = contentType;
		this.retryAfter = retryAfter;
		this.body = body;
	}

	RawAnswer withBody(byte[] bytes) {
		return new RawAnswer(this.status, this.contentType, this.retryAfter, bytes);
	}

	int status() {
		return this.status;
	}

	@Nullable String contentType() {
		return this.contentType;
	}

	@Nullable String retryAfter() {
		return this.retryAfter;
	}

	byte @Nullable [] body() {
		return this.body;
	}

	boolean isSuccessful() {
		return this.status >= 200 && this.status < 300;
	}

	boolean isRedirect() {
		return this.status >= 300 && this.status < 400;
	}

}
