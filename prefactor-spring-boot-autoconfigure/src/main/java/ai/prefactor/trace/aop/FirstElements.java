package ai.prefactor.trace.aop;

import java.util.ArrayList;
import java.util.List;

import ai.prefactor.trace.ActiveSpan;

/**
 * The number of elements of a {@code Flux}, and the first of them.
 */
final class FirstElements implements EmittedValues {

	/**
	 * How many elements are kept.
	 */
	static final int KEPT = 20;

	private final List<Object> first = new ArrayList<>();

	private long count;

	@Override
	public synchronized boolean add(Object value) {
		if (this.count++ < KEPT) {
			this.first.add(value);
		}
		return false;
	}

	@Override
	public void writeTo(ActiveSpan span) {
		List<Object> first;
		long count;
		synchronized (this) {
			first = List.copyOf(this.first);
			count = this.count;
		}
		span.elements(count, first);
	}

}
