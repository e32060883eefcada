package ai.prefactor.benchmarks.stub;

/**
 * Counts the spans of an OTLP export request without reading them: resource spans (field
 * 1) hold scope spans (field 2) hold spans (field 2).
 */
final class OtlpSpans {

	private static final int LENGTH_DELIMITED = 2;

	private static final int[] PATH = { 1, 2, 2 };

	private final byte[] bytes;

	private int at;

	private OtlpSpans(byte[] bytes) {
		this.bytes = bytes;
	}

	static long count(byte[] request) {
		return new OtlpSpans(request).count(0, request.length);
	}

	private long count(int level, int end) {
		long spans = 0;
		while (this.at < end) {
			long tag = varint();
			if ((tag & 7) != LENGTH_DELIMITED) {
				throw new IllegalArgumentException("Not an export of spans");
			}
			int next = Math.toIntExact(varint()) + this.at;
			if (tag >> 3 == PATH[level]) {
				spans += (level == PATH.length - 1) ? 1 : count(level + 1, next);
			}
			this.at = next;
		}
		return spans;
	}

	private long varint() {
		long value = 0;
		for (int shift = 0;; shift += 7) {
			byte next = this.bytes[this.at++];
			value |= (long) (next & 0x7f) << shift;
			if (next >= 0) {
				return value;
			}
		}
	}

}
