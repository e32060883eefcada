package ai.prefactor.transport;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import ai.prefactor.id.Pfid;
import ai.prefactor.span.StartedSpan;

/**
 * What the server knows of the spans of one run, and by which id. Written by one lane,
 * and read by whoever stops the transport. Forgets the spans that were not asked for
 * longest when a run has very many: should one of them become a parent after all, it is
 * sent again under its key, which changes nothing.
 */
final class SpanLedger {

	/**
	 * How many finished spans of a run are remembered.
	 */
	static final int MAX_REMEMBERED = 20_000;

	private final Map<Pfid, String> finished = new Recent<>();

	private final Map<Pfid, Announced> announced = new LinkedHashMap<>();

	private final Set<Pfid> rejected = Collections.newSetFromMap(new Recent<>());

	synchronized void announce(StartedSpan span, String serverId) {
		this.announced.put(span.id(), new Announced(span, serverId));
	}

	synchronized void finish(Pfid id, String serverId) {
		this.announced.remove(id);
		this.finished.put(id, serverId);
	}

	synchronized void reject(Pfid id) {
		this.announced.remove(id);
		this.rejected.add(id);
	}

	synchronized boolean isRejected(Pfid id) {
		return this.rejected.contains(id);
	}

	synchronized boolean isFinished(Pfid id) {
		return this.finished.containsKey(id);
	}

	/**
	 * The id under which the server knows a span as active.
	 * @param id our id
	 * @return the server's id, or {@code null} if it does not
	 */
	synchronized @Nullable String announcedAs(Pfid id) {
		Announced span = this.announced.get(id);
		return (span != null) ? span.serverId() : null;
	}

	/**
	 * The spans that the server has as active.
	 * @return a copy, children before their parents
	 */
	synchronized Collection<Announced> announced() {
		Deque<Announced> latestFirst = new ArrayDeque<>();
		this.announced.values().forEach(latestFirst::push);
		return List.copyOf(latestFirst);
	}

	/**
	 * The ancestors of a span that the server does not have.
	 * @param span the span's parent
	 * @return the ancestors, the uppermost first
	 */
	synchronized Collection<StartedSpan> missing(@Nullable StartedSpan span) {
		Deque<StartedSpan> missing = new ArrayDeque<>();
		for (StartedSpan ancestor = span; ancestor != null; ancestor = ancestor.parent()) {
			if (serverId(ancestor.id()) != null) {
				break;
			}
			if (!isRejected(ancestor.id())) {
				missing.push(ancestor);
			}
		}
		return missing;
	}

	/**
	 * The server's id of the nearest ancestor that it accepted.
	 * @param parent the span's parent
	 * @return the id, or {@code null} if there is no such ancestor
	 */
	synchronized @Nullable String nearestAccepted(@Nullable StartedSpan parent) {
		for (StartedSpan ancestor = parent; ancestor != null; ancestor = ancestor.parent()) {
			String serverId = serverId(ancestor.id());
			if (serverId != null) {
				return serverId;
			}
		}
		return null;
	}

	/**
	 * The id by which to speak of a span to the server.
	 * @param id our id
	 * @return the server's id, ours if it did not give one
	 */
	synchronized String serverIdOr(Pfid id) {
		String serverId = serverId(id);
		return (serverId != null) ? serverId : id.toString();
	}

	private @Nullable String serverId(Pfid id) {
		String serverId = announcedAs(id);
		return (serverId != null) ? serverId : this.finished.get(id);
	}

	/**
	 * Forgets the eldest when there are too many.
	 *
	 * @param <V> the type of the values
	 */
	@SuppressWarnings("serial")
	private static final class Recent<V> extends LinkedHashMap<Pfid, V> {

		Recent() {
			super(16, 0.75f, true);
		}

		@Override
		protected boolean removeEldestEntry(Map.Entry<Pfid, V> eldest) {
			return size() > MAX_REMEMBERED;
		}

	}

	/**
	 * A span that the server has as active.
	 *
	 * @param span the span
	 * @param serverId the id under which it has it
	 */
	record Announced(StartedSpan span, String serverId) {

	}

}
