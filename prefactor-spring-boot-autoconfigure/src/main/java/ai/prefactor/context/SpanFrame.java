package ai.prefactor.context;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One place in the stack of what was made current on a thread; the uppermost one is
 * current. The stack holds only frames that are open and belong to its thread: whatever
 * ends a frame also drops those above it. Used by its own thread only.
 */
final class SpanFrame implements SpanScope {

	/**
	 * How many frames a thread holds before it forgets them: work that never closes its
	 * scopes must not fill the memory.
	 */
	static final int MAX_DEPTH = 1_000;

	private static final Logger logger = LoggerFactory.getLogger(SpanFrame.class);

	private static final ThreadLocal<@Nullable SpanFrame> TOP = new ThreadLocal<>();

	private final @Nullable SpanContext context;

	private final @Nullable SpanFrame below;

	private final Thread owner;

	private final int depth;

	private final boolean assigned;

	private boolean reported;

	private SpanFrame(@Nullable SpanContext context, @Nullable SpanFrame below, boolean assigned) {
		this.context = context;
		this.below = below;
		this.owner = Thread.currentThread();
		this.depth = (below != null) ? below.depth + 1 : 1;
		this.assigned = assigned;
	}

	static @Nullable SpanContext current() {
		return contextOf(TOP.get());
	}

	/**
	 * Makes a context current until the frame is closed.
	 * @param context the context, {@code null} for none
	 * @return the frame, to be closed
	 */
	static SpanFrame open(@Nullable SpanContext context) {
		return push(context, false);
	}

	/**
	 * Makes a context current until {@link #restore} is called.
	 * @param context the context, {@code null} for none
	 */
	static void assign(@Nullable SpanContext context) {
		push(context, true);
	}

	/**
	 * Takes back the latest {@link #assign} that replaced a context. Does nothing if
	 * there is none: the scope of that context has been closed since then, so it must not
	 * come back.
	 * @param replaced the context that was current before, {@code null} for none
	 */
	static void restore(@Nullable SpanContext replaced) {
		for (SpanFrame frame = TOP.get(); frame != null; frame = frame.below) {
			if (frame.assigned && contextOf(frame.below) == replaced) {
				TOP.set(frame.below);
				return;
			}
		}
	}

	@Override
	public void close() {
		if (Thread.currentThread() != this.owner) {
			reportForeignThread();
			return;
		}
		SpanFrame frame = TOP.get();
		while (frame != null && frame != this) {
			frame = frame.below;
		}
		if (frame != null) {
			TOP.set(frame.below);
		}
	}

	private void reportForeignThread() {
		if (!this.reported) {
			this.reported = true;
			logger.debug("The scope of {} was opened on thread '{}' and is closed on thread '{}', which does nothing",
					this.context, this.owner.getName(), Thread.currentThread().getName());
		}
	}

	private static SpanFrame push(@Nullable SpanContext context, boolean assigned) {
		SpanFrame below = TOP.get();
		if (below != null && below.depth >= MAX_DEPTH) {
			logger.debug("{} scopes are open on this thread: they are forgotten, as nobody seems to close them",
					MAX_DEPTH);
			below = null;
		}
		SpanFrame frame = new SpanFrame(context, below, assigned);
		TOP.set(frame);
		return frame;
	}

	private static @Nullable SpanContext contextOf(@Nullable SpanFrame frame) {
		return (frame != null) ? frame.context : null;
	}

}
