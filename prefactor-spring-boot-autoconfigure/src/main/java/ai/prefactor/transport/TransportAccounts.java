package ai.prefactor.transport;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import ai.prefactor.action.CreateSpan;
import ai.prefactor.action.FinishInstance;
import ai.prefactor.action.RegisterInstance;
import ai.prefactor.action.StartInstance;
import ai.prefactor.action.TransportAction;

/**
 * Keeps the books: counts what becomes of each action and tells the listeners, whatever
 * they do. Safe for use by many threads.
 */
final class TransportAccounts implements TransportListener {

	private static final Logger logger = LoggerFactory.getLogger(TransportAccounts.class);

	private final List<TransportListener> listeners;

	private final LongAdder delivered = new LongAdder();

	private final Map<DropReason, LongAdder> lost = new EnumMap<>(DropReason.class);

	private final LongAdder unknown = new LongAdder();

	private final LongAdder runsLost = new LongAdder();

	private final OpenRuns openRuns = new OpenRuns();

	private final LongAdder payloadsDropped = new LongAdder();

	private final LongAdder retries = new LongAdder();

	private final AtomicBoolean listenerFailed = new AtomicBoolean();

	TransportAccounts(List<TransportListener> listeners) {
		this.listeners = List.copyOf(listeners);
		for (DropReason reason : DropReason.values()) {
			this.lost.put(reason, new LongAdder());
		}
	}

	TransportStatus.Counts counts() {
		Map<DropReason, Long> lost = new EnumMap<>(DropReason.class);
		this.lost.forEach((reason, count) -> lost.put(reason, count.sum()));
		return new TransportStatus.Counts(this.delivered.sum(), lost, this.unknown.sum(), this.runsLost.sum(),
				this.openRuns.leftOpen(), this.payloadsDropped.sum(), this.retries.sum());
	}

	@Override
	public void accepted(TransportAction action) {
		tell((listener) -> listener.accepted(action));
	}

	@Override
	public void delivered(TransportAction action) {
		if (action instanceof CreateSpan) {
			this.delivered.increment();
		}
		else if (action instanceof RegisterInstance) {
			this.openRuns.opened(action.runId());
		}
		else if (action instanceof FinishInstance) {
			this.openRuns.finished(action.runId());
		}
		tell((listener) -> listener.delivered(action));
	}

	@Override
	public void dropped(TransportAction action, DropReason reason) {
		countLost(action, reason);
		tell((listener) -> listener.dropped(action, reason));
	}

	@Override
	public void rejected(TransportAction action, DropReason reason) {
		countLost(action, reason);
		tell((listener) -> listener.rejected(action, reason));
	}

	@Override
	public void unknown(TransportAction action) {
		if (action instanceof CreateSpan) {
			this.unknown.increment();
		}
		else if (action instanceof RegisterInstance) {
			this.openRuns.opened(action.runId());
		}
		else {
			cutShort(action, true);
		}
		tell((listener) -> listener.unknown(action));
	}

	@Override
	public void payloadDropped(TransportAction action) {
		this.payloadsDropped.increment();
		tell((listener) -> listener.payloadDropped(action));
	}

	@Override
	public void batched(int items) {
		tell((listener) -> listener.batched(items));
	}

	@Override
	public void retried(String operation, String cause) {
		this.retries.increment();
		tell((listener) -> listener.retried(operation, cause));
	}

	@Override
	public void stateChanged(TransportState from, TransportState to, String reason) {
		tell((listener) -> listener.stateChanged(from, to, reason));
	}

	private void countLost(TransportAction action, DropReason reason) {
		if (action instanceof CreateSpan) {
			count(reason).increment();
		}
		else if (action instanceof RegisterInstance) {
			this.runsLost.increment();
		}
		else {
			cutShort(action, reason == DropReason.SHUTDOWN);
		}
	}

	private void cutShort(TransportAction action, boolean stopping) {
		if (action instanceof StartInstance || action instanceof FinishInstance) {
			this.openRuns.cutShort(action.runId(), stopping);
		}
	}

	private LongAdder count(DropReason reason) {
		LongAdder count = this.lost.get(reason);
		if (count == null) {
			throw new IllegalStateException("No count for " + reason);
		}
		return count;
	}

	private void logFailure(TransportListener listener, Throwable ex) {
		if (this.listenerFailed.compareAndSet(false, true)) {
			logger.warn(
					"The transport listener {} failed: it is called again all the same. "
							+ "Further failures of listeners are logged at debug level",
					listener.getClass().getName(), ex);
		}
		else {
			logger.debug("The transport listener {} failed", listener.getClass().getName(), ex);
		}
	}

	private void tell(Consumer<TransportListener> event) {
		for (TransportListener listener : this.listeners) {
			try {
				event.accept(listener);
			}
			catch (Throwable ex) {
				logFailure(listener, ex);
			}
		}
	}

}
