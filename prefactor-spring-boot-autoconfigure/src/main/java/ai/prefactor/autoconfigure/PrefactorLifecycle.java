package ai.prefactor.autoconfigure;

import java.time.Duration;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.context.SmartLifecycle;

import ai.prefactor.agent.AgentRuns;
import ai.prefactor.transport.QueueingTransport;
import ai.prefactor.transport.Transport;

/**
 * Starts delivery with the application and ends it after the web server's graceful
 * shutdown and the executors, so that what they still do is recorded, and before
 * Reactor's resources, which it needs.
 */
final class PrefactorLifecycle implements SmartLifecycle, DisposableBean {

	/**
	 * Stops late, and starts early.
	 */
	static final int PHASE = 1024;

	private final boolean enabled;

	private final Duration shutdownTimeout;

	private final AgentRuns runs;

	private final Transport transport;

	private volatile boolean running;

	PrefactorLifecycle(boolean enabled, Duration shutdownTimeout, AgentRuns runs, Transport transport) {
		this.enabled = enabled;
		this.shutdownTimeout = shutdownTimeout;
		this.runs = runs;
		this.transport = transport;
	}

	@Override
	public void start() {
		this.running = true;
		if (this.enabled && this.transport instanceof QueueingTransport queueing) {
			queueing.start();
		}
	}

	@Override
	public void stop() {
		this.runs.cancelAll();
		if (this.enabled && this.transport instanceof QueueingTransport queueing) {
			queueing.stop(this.shutdownTimeout);
		}
		this.running = false;
	}

	/**
	 * Accounts for what was recorded by an application that never came up.
	 */
	@Override
	public void destroy() {
		stop();
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

	/**
	 * Delivery is stopped once, for good: a context that is only paused keeps it.
	 */
	@Override
	public boolean isPauseable() {
		return false;
	}

	@Override
	public int getPhase() {
		return PHASE;
	}

}
