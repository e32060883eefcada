package ai.prefactor.payload;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.exc.StreamWriteException;

/**
 * Writes one value as JSON within all limits: redacts names, cuts strings, bounds depth,
 * elements and bytes. It can go back to a mark, so that what failed half way becomes a
 * marker and what stands around it stays.
 */
final class CaptureWriter {

	static final int MAX_DEPTH = 64;

	static final int MAX_ELEMENTS = 1000;

	private final JsonBytes out;

	private final Redactor redactor;

	private final int maxLength;

	private CaptureContext context = CaptureContext.root();

	// Levels of a value that is swallowed, because its name is redacted; 0: none is
	private int swallowed;

	CaptureWriter(JsonBytes out, Redactor redactor, int maxLength) {
		this.out = out;
		this.redactor = redactor;
		this.maxLength = maxLength;
	}

	CaptureContext context() {
		return this.context;
	}

	int maxLength() {
		return this.maxLength;
	}

	boolean redacts(String name) {
		return this.redactor.matches(name);
	}

	/**
	 * Swallows a whole value, if it belongs to a name that is redacted.
	 */
	boolean swallow() {
		if (this.swallowed == 0) {
			return false;
		}
		if (this.swallowed == 1) {
			this.swallowed = 0;
		}
		return true;
	}

	void name(String name) {
		if (this.swallowed > 0) {
			return;
		}
		if (!this.context.inObject() || this.context.isNamed()) {
			throw failure("No name can stand here");
		}
		requireRoom();
		if (!this.context.next()) {
			this.out.put(',');
		}
		this.out.quoted(Text.cut(name, this.maxLength));
		this.out.put(':');
		boolean redacted = redacts(name);
		this.context.name(name, !redacted);
		if (redacted) {
			this.out.quoted(Redactor.REPLACEMENT);
			this.swallowed = 1;
		}
	}

	void string(CharSequence text) {
		if (!swallow()) {
			beforeValue();
			this.out.quoted(Text.cut(text, this.maxLength));
		}
	}

	void literal(String ascii) {
		if (!swallow()) {
			beforeValue();
			this.out.ascii(ascii);
		}
	}

	void marker(Marker marker) {
		if (!swallow()) {
			beforeValue();
			marker.writeTo(this.out);
		}
	}

	void start(boolean object, @Nullable Object value, int expectedSize) {
		if (this.swallowed > 0) {
			this.swallowed++;
			return;
		}
		if (this.context.getNestingDepth() >= MAX_DEPTH) {
			throw failure(Marker.TOO_DEEP);
		}
		beforeValue();
		this.out.put(object ? '{' : '[');
		this.context = this.context.child(object, value, expectedSize);
	}

	void end(boolean object) {
		if (this.swallowed > 0) {
			this.swallowed = (this.swallowed == 2) ? 0 : this.swallowed - 1;
			return;
		}
		CaptureContext parent = this.context.getParent();
		if (parent == null || this.context.inObject() != object || this.context.isNamed()) {
			throw failure("Nothing can end here");
		}
		this.out.put(object ? '}' : ']');
		this.context = parent;
	}

	Mark mark() {
		return new Mark(this.out.size(), this.context, this.context.getEntryCount() - 1, this.context.isNamed(),
				this.swallowed);
	}

	void rollback(Mark mark) {
		this.out.truncate(mark.size());
		this.context = mark.context();
		this.context.restore(mark.index(), mark.named());
		this.swallowed = mark.swallowed();
	}

	/**
	 * Ends a container that has all the elements that it may have, if there is one that
	 * was begun right after the mark.
	 */
	boolean closeFull(Mark mark) {
		if (!this.context.isFull() || this.context.getParent() != mark.context()) {
			return false;
		}
		boolean object = this.context.inObject();
		this.out.ascii(object ? ",\"$truncated\":" : ",{\"$truncated\":");
		this.out.quoted(this.context.rest());
		this.out.ascii(object ? "}" : "}]");
		this.context = mark.context();
		return true;
	}

	/**
	 * Whether the rest can be written, once what failed has become a marker.
	 */
	boolean survives(Throwable ex) {
		return !this.out.isFull() && !Failures.isFatal(ex);
	}

	private void beforeValue() {
		if (this.context.inObject()) {
			if (!this.context.isNamed()) {
				throw failure("A value needs a name");
			}
			this.context.valueFollowed();
			return;
		}
		requireRoom();
		if (!this.context.next()) {
			this.out.put(',');
		}
	}

	private void requireRoom() {
		if (this.context.inRoot() && this.context.getEntryCount() > 0) {
			throw failure("There is a value already");
		}
		if (this.context.getEntryCount() >= MAX_ELEMENTS) {
			this.context.markFull();
			throw failure("There are more elements than are kept");
		}
	}

	private static StreamWriteException failure(String message) {
		return new StreamWriteException((JsonGenerator) null, message);
	}

	/**
	 * A place to go back to.
	 *
	 * @param size bytes written so far
	 * @param context what is being written
	 * @param index index of its last entry
	 * @param named whether its last name waits for a value
	 * @param swallowed levels of a value that is being swallowed
	 */
	record Mark(int size, CaptureContext context, int index, boolean named, int swallowed) {
	}

}
