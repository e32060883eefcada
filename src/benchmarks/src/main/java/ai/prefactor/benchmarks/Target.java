package ai.prefactor.benchmarks;

import java.util.Locale;

/**
 * A target, as a ratio to a peer in the same run or to a bound.
 *
 * @param what what is measured
 * @param ours our figure
 * @param other the figure beside it
 * @param otherName whose it is
 * @param most whether the ratio may be at most the limit, or must be at least that
 * @param limit the limit
 */
record Target(String what, double ours, double other, String otherName, boolean most, double limit) {

	static Target atMost(String what, double ours, double other, String otherName, double limit) {
		return new Target(what, ours, other, otherName, true, limit);
	}

	static Target atLeast(String what, double ours, double other, String otherName, double limit) {
		return new Target(what, ours, other, otherName, false, limit);
	}

	static Target none(String what, double ours) {
		return new Target(what, ours, 0, "none", true, 0);
	}

	double ratio() {
		return this.ours / this.other;
	}

	boolean isMet() {
		if (this.other == 0 && this.most) {
			return this.ours == 0;
		}
		return this.most ? ratio() <= this.limit : ratio() >= this.limit;
	}

	String[] row() {
		return new String[] { this.what, Table.number(this.ours),
				Table.number(this.other) + " (" + this.otherName + ")",
				(this.other == 0) ? "-" : String.format(Locale.ROOT, "%.2f", ratio()),
				(this.most ? "at most " : "at least ") + Table.number(this.limit), isMet() ? "PASS" : "SHORT" };
	}

}
