package ai.prefactor.payload;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.TokenStreamContext;

/**
 * One object or array that is being written, and what it stands in.
 */
final class CaptureContext extends TokenStreamContext {

	private final @Nullable CaptureContext parent;

	private final int expectedSize;

	private @Nullable Object value;

	private @Nullable String name;

	private boolean named;

	private boolean full;

	private CaptureContext(int type, @Nullable CaptureContext parent, @Nullable Object value, int expectedSize) {
		super(type, -1);
		this.parent = parent;
		this.value = value;
		this.expectedSize = expectedSize;
		this._nestingDepth = (parent != null) ? parent._nestingDepth + 1 : 0;
	}

	static CaptureContext root() {
		return new CaptureContext(TYPE_ROOT, null, null, 1);
	}

	CaptureContext child(boolean object, @Nullable Object value, int expectedSize) {
		return new CaptureContext(object ? TYPE_OBJECT : TYPE_ARRAY, this, value, expectedSize);
	}

	/**
	 * Counts one more entry.
	 * @return whether it is the first
	 */
	boolean next() {
		return ++this._index == 0;
	}

	void name(String name, boolean valueFollows) {
		this.name = name;
		this.named = valueFollows;
	}

	boolean isNamed() {
		return this.named;
	}

	/**
	 * Takes the name that a value was waiting for.
	 */
	void valueFollowed() {
		this.named = false;
	}

	void restore(int index, boolean named) {
		this._index = index;
		this.named = named;
	}

	void markFull() {
		this.full = true;
	}

	boolean isFull() {
		return this.full;
	}

	/**
	 * What is left out, as far as it is known.
	 */
	String rest() {
		int more = this.expectedSize - getEntryCount();
		return (more > 0) ? more + " more" : "more";
	}

	/**
	 * Whether the value is being written already, here or further out.
	 */
	boolean contains(Object value) {
		for (CaptureContext context = this; context != null; context = context.parent) {
			if (context.value == value) {
				return true;
			}
		}
		return false;
	}

	@Override
	public @Nullable CaptureContext getParent() {
		return this.parent;
	}

	@Override
	public @Nullable String currentName() {
		return this.name;
	}

	@Override
	public @Nullable Object currentValue() {
		return this.value;
	}

	@Override
	public void assignCurrentValue(@Nullable Object value) {
		this.value = value;
	}

}
