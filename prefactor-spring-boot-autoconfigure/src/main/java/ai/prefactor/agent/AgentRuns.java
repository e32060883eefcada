package ai.prefactor.agent;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import ai.prefactor.action.ActionSink;
import ai.prefactor.action.RegisterInstance;
import ai.prefactor.action.StartInstance;
import ai.prefactor.action.TransportAction;
import ai.prefactor.control.TerminationMonitor;
import ai.prefactor.id.Pfid;
import ai.prefactor.id.PfidGenerator;
import ai.prefactor.schema.AgentDescriptor;
import ai.prefactor.schema.AgentSchema;
import ai.prefactor.schema.SchemaRegistry;

/**
 * Opens runs. A root span opens one by itself; {@link #open()} does it by hand, for a run
 * that is more than one root span. Safe for use by many threads.
 *
 * @since 0.1.0
 */
public final class AgentRuns {

	private static final Logger logger = LoggerFactory.getLogger(AgentRuns.class);

	private final AgentDescriptor agent;

	private final SchemaRegistry schemas;

	private final RunSampler sampler;

	private final ActionSink sink;

	private final TerminationMonitor terminations;

	private final PfidGenerator ids;

	private final Timing timing;

	private final Map<Pfid, AgentRun> active = new ConcurrentHashMap<>();

	private final RunLifecycle lifecycle = new Lifecycle();

	private final AtomicBoolean complained = new AtomicBoolean();

	private volatile boolean cancelled;

	/**
	 * Runs of one agent.
	 * @param agent the agent as configured
	 * @param schemas what it declares
	 * @param sampler which runs are recorded
	 * @param sink where actions go
	 * @param terminations tells which runs are to stop
	 * @param ids makes ids
	 * @param timing tells the time
	 */
	public AgentRuns(AgentDescriptor agent, SchemaRegistry schemas, RunSampler sampler, ActionSink sink,
			TerminationMonitor terminations, PfidGenerator ids, Timing timing) {
		this.agent = agent;
		this.schemas = schemas;
		this.sampler = sampler;
		this.sink = sink;
		this.terminations = terminations;
		this.ids = ids;
		this.timing = timing;
	}

	/**
	 * Opens a run as configured.
	 * @return the run, to be {@link AgentRun#finish() finished} by the caller
	 */
	public AgentRun open() {
		return open(RunOptions.configured());
	}

	/**
	 * Opens a run.
	 * @param options how it differs from what is configured
	 * @return the run, to be {@link AgentRun#finish() finished} by the caller
	 */
	public AgentRun open(RunOptions options) {
		AgentSchema schema = this.schemas.current();
		AnchoredClock clock = new AnchoredClock(this.timing.wallClock(), this.timing.nanoTime());
		Pfid id = nextId(clock.start());
		if (!this.sampler.sample(options)) {
			return new AgentRun(id, schema, clock, null);
		}
		AgentRun run = new AgentRun(id, schema, clock, this.lifecycle);
		if (!submit(new RegisterInstance(id, options.applyTo(this.agent), schema, run::root))) {
			return new AgentRun(id, schema, clock, null);
		}
		this.terminations.watch(id, run::terminate);
		submit(new StartInstance(id, run.startedAt()));
		// In this order: who cancels all sees the run whole, or is seen here
		this.active.put(id, run);
		if (this.cancelled) {
			run.cancel();
		}
		return run;
	}

	/**
	 * The agent that runs belong to, unless their options say otherwise.
	 * @return the agent as configured
	 */
	public AgentDescriptor agent() {
		return this.agent;
	}

	/**
	 * Makes an id of a given time in the partition of the agent.
	 * @param time when what it stands for started
	 * @return the id
	 */
	public Pfid nextId(Instant time) {
		return this.ids.next(time.toEpochMilli());
	}

	/**
	 * The recorded runs that are under way.
	 * @return a copy
	 */
	public Collection<AgentRun> active() {
		return List.copyOf(this.active.values());
	}

	/**
	 * Ends every run that is under way as cancelled, with its open spans, because the
	 * application stops: a run that opens afterwards is cancelled at once.
	 */
	public void cancelAll() {
		this.cancelled = true;
		active().forEach(AgentRun::cancel);
	}

	/**
	 * Hands an action to the sink, which may be the user's own: what it throws must not
	 * get into the code that is traced.
	 */
	private boolean submit(TransportAction action) {
		try {
			return this.sink.submit(action);
		}
		catch (RuntimeException | Error ex) {
			if (this.complained.compareAndSet(false, true)) {
				logger.warn("The transport fails at what it is given, so runs or spans are missing. "
						+ "Further failures are logged at debug level", ex);
			}
			else {
				logger.debug("The transport failed again", ex);
			}
			return false;
		}
	}

	/**
	 * What tells the time of runs.
	 *
	 * @param wallClock the time of day
	 * @param nanoTime a monotonic clock, in nanoseconds
	 * @param linger how long a finished run waits for its open spans
	 * @param scheduler runs what is due after the linger; its threads must be daemons
	 */
	public record Timing(InstantSource wallClock, LongSupplier nanoTime, Duration linger,
			ScheduledExecutorService scheduler) {

	}

	private final class Lifecycle implements RunLifecycle {

		@Override
		public void submit(TransportAction action) {
			AgentRuns.this.submit(action);
		}

		@Override
		public @Nullable Future<?> linger(Runnable task) {
			Timing timing = AgentRuns.this.timing;
			try {
				return timing.scheduler()
					.schedule(task, TimeUnit.NANOSECONDS.convert(timing.linger()), TimeUnit.NANOSECONDS);
			}
			catch (RejectedExecutionException | OutOfMemoryError ex) {
				// Shutting down, or no thread can be had: what is open is cancelled at
				// the shutdown
				return null;
			}
		}

		@Override
		public void closed(AgentRun run) {
			AgentRuns.this.terminations.unwatch(run.id());
			AgentRuns.this.active.remove(run.id());
		}

	}

}
