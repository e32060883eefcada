package ai.prefactor.span;

import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;

import org.jspecify.annotations.Nullable;

import ai.prefactor.id.Pfid;

/**
 * A span that has started: what its children refer to. The transport asks it for its
 * record when a child needs its parent at the server before the parent has ended, and
 * leaves with it what it knows of it, so that this is forgotten when nobody can refer to
 * the span any more. Safe for use by many threads, but for its delivery.
 *
 * @since 0.1.0
 */
public abstract class StartedSpan {

	private static final AtomicReferenceFieldUpdater<StartedSpan, Admission> ADMISSION = AtomicReferenceFieldUpdater
		.newUpdater(StartedSpan.class, Admission.class, "admission");

	private volatile Admission admission = Admission.OPEN;

	private @Nullable Object delivery;

	/**
	 * The span's id.
	 * @return the id
	 */
	public abstract Pfid id();

	/**
	 * The span's parent.
	 * @return the parent, or {@code null} for a root
	 */
	public abstract @Nullable StartedSpan parent();

	/**
	 * The span as it is known now: {@link SpanStatus#ACTIVE} while it is under way, its
	 * final record once it has ended.
	 * @return the record
	 */
	public abstract SpanData snapshot();

	/**
	 * Lets go of the caller's data, because the server has the span in its final state:
	 * from then on {@link #snapshot()} has empty inputs, outputs and metadata. Does
	 * nothing while the span is under way.
	 */
	public void release() {
		// What is only a record stays as it is
	}

	/**
	 * How far the span is on its way into the queue.
	 * @return the admission
	 */
	public final Admission admission() {
		return this.admission;
	}

	/**
	 * Takes the span a step further.
	 * @param expected where it is
	 * @param next where it is then
	 * @return {@code false} if it is somewhere else, and stays there
	 */
	public final boolean admit(Admission expected, Admission next) {
		return ADMISSION.compareAndSet(this, expected, next);
	}

	/**
	 * What the transport knows of the span at the server. For the one thread that
	 * delivers the span's run.
	 * @return what was left here last, or {@code null}
	 */
	public final @Nullable Object delivery() {
		return this.delivery;
	}

	/**
	 * Leaves with the span what the transport knows of it. For the one thread that
	 * delivers the span's run.
	 * @param delivery what it knows
	 */
	public final void delivery(@Nullable Object delivery) {
		this.delivery = delivery;
	}

	/**
	 * A span of which there is only the record.
	 * @param record the record
	 * @return the span
	 */
	public static StartedSpan of(SpanData record) {
		return new Recorded(record);
	}

	/**
	 * A span that is its record.
	 */
	private static final class Recorded extends StartedSpan {

		private final SpanData record;

		Recorded(SpanData record) {
			this.record = record;
		}

		@Override
		public Pfid id() {
			return this.record.id();
		}

		@Override
		public @Nullable StartedSpan parent() {
			return this.record.parent();
		}

		@Override
		public SpanData snapshot() {
			return this.record;
		}

	}

}
