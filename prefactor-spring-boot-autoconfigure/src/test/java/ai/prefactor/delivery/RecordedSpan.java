package ai.prefactor.delivery;

import java.util.Locale;

import org.jspecify.annotations.Nullable;

import org.springframework.util.StringUtils;

/**
 * A span that the workload recorded.
 *
 * @param id its id
 * @param runId its run
 * @param parentId the span above it
 * @param name its name
 * @param text what went in, and out again in capitals
 * @param awkward whether there is something about it that a server may refuse
 */
record RecordedSpan(String id, String runId, @Nullable String parentId, String name, String text, boolean awkward) {

	private static final int LARGE = 16 * 1024;

	/**
	 * What comes out if it completes.
	 */
	String output() {
		return this.text.toUpperCase(Locale.ROOT);
	}

	/**
	 * Whether a server may find its payload too large. Of a span that is sent before it
	 * has ended, nobody may be told.
	 */
	boolean isLarge() {
		return this.text.length() > LARGE;
	}

	@Override
	public String toString() {
		return StringUtils.truncate(this.name) + " " + this.id + (this.awkward ? ", awkward" : "");
	}

}
