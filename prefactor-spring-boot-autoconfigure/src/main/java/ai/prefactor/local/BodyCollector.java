package ai.prefactor.local;

import java.io.ByteArrayOutputStream;

/**
 * Gathers a request's body up to a limit. What comes beyond it is read and thrown away,
 * so that the client gets its answer rather than a broken connection.
 */
final class BodyCollector {

	static final int MAX_BYTES = 16 * 1024 * 1024;

	private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

	private boolean tooLarge;

	void add(byte[] chunk) {
		this.tooLarge |= this.bytes.size() + chunk.length > MAX_BYTES;
		if (this.tooLarge) {
			this.bytes.reset();
		}
		else {
			this.bytes.writeBytes(chunk);
		}
	}

	byte[] toByteArray() {
		if (this.tooLarge) {
			throw ApiError.of(413, "payload_too_large", "A body may hold " + MAX_BYTES + " bytes at most.");
		}
		return this.bytes.toByteArray();
	}

}
