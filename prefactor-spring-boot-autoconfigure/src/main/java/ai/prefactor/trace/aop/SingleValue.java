package ai.prefactor.trace.aop;

import org.jspecify.annotations.Nullable;

import ai.prefactor.trace.ActiveSpan;

/**
 * The value of a {@code Mono}, which is its end.
 */
final class SingleValue implements EmittedValues {

	private volatile @Nullable Object value;

	@Override
	public boolean add(Object value) {
		this.value = value;
		return true;
	}

	@Override
	public void writeTo(ActiveSpan span) {
		Object value = this.value;
		if (value != null) {
			span.output(value);
			this.value = null;
		}
	}

}
