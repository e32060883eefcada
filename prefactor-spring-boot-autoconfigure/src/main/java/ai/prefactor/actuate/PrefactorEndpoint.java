package ai.prefactor.actuate;

import java.util.Comparator;
import java.util.List;

import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;

import ai.prefactor.agent.AgentRun;
import ai.prefactor.agent.AgentRuns;
import ai.prefactor.transport.Transport;

/**
 * Shows at {@code /actuator/prefactor} how delivery stands, which runs are under way, and
 * which configuration is in force, without secrets.
 *
 * @since 0.1.0
 */
@Endpoint(id = "prefactor")
public final class PrefactorEndpoint {

	private static final int MOST_RUNS = 100;

	private final Transport transport;

	private final AgentRuns runs;

	private final ConfigurationInForce configuration;

	PrefactorEndpoint(Transport transport, AgentRuns runs, ConfigurationInForce configuration) {
		this.transport = transport;
		this.runs = runs;
		this.configuration = configuration;
	}

	/**
	 * How things stand.
	 * @return the report
	 */
	@ReadOperation
	public PrefactorReport report() {
		List<PrefactorReport.Run> active = this.runs.active()
			.stream()
			.sorted(Comparator.comparing(AgentRun::startedAt))
			.map((run) -> new PrefactorReport.Run(run.id().toString(), run.startedAt(), run.isTerminated()))
			.toList();
		return PrefactorReport.of(this.transport.status(), active.size(), active.stream().limit(MOST_RUNS).toList(),
				this.configuration.report());
	}

}
