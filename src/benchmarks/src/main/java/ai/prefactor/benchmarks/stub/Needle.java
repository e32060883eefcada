package ai.prefactor.benchmarks.stub;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Finds a short text among many bytes, by Horspool's algorithm: it looks at a fraction of
 * them only.
 */
final class Needle {

	private final byte[] text;

	private final int[] skips = new int[256];

	Needle(String text) {
		this.text = text.getBytes(StandardCharsets.US_ASCII);
		Arrays.fill(this.skips, this.text.length);
		for (int i = 0; i < this.text.length - 1; i++) {
			this.skips[this.text[i] & 0xff] = this.text.length - 1 - i;
		}
	}

	/**
	 * Finds the next occurrence.
	 * @param bytes where to look
	 * @param from where to begin
	 * @return the index behind it, or -1
	 */
	int behindNext(byte[] bytes, int from) {
		int length = this.text.length;
		int last = length - 1;
		int at = from;
		while (at + length <= bytes.length) {
			byte end = bytes[at + last];
			if (end == this.text[last] && Arrays.equals(bytes, at, at + length, this.text, 0, length)) {
				return at + length;
			}
			at += this.skips[end & 0xff];
		}
		return -1;
	}

}
