package ai.prefactor.api;

import ai.prefactor.http.EncodedBody;

/**
 * Agent instances: the runs of an agent. Retries as configured, with the same bytes. Safe
 * for use by many threads; the calling thread waits and can be interrupted. All methods
 * throw {@link ai.prefactor.http.PrefactorHttpException}.
 *
 * @since 0.1.0
 */
public interface AgentInstanceClient {

	/**
	 * Opens a run.
	 * @param body which agent, with what schema
	 * @return the answer, with an id
	 */
	Acknowledgement register(EncodedBody<RegisterRequest> body);

	/**
	 * Starts a run.
	 * @param instanceId the run's id
	 * @param body since when
	 * @return the answer
	 */
	Acknowledgement start(String instanceId, EncodedBody<StartInstanceRequest> body);

	/**
	 * Finishes a run. One that is finished already is no failure.
	 * @param instanceId the run's id
	 * @param body how it ended, and when
	 * @return the answer
	 */
	Acknowledgement finish(String instanceId, EncodedBody<FinishInstanceRequest> body);

	/**
	 * Looks at a run.
	 * @param instanceId the run's id
	 * @return its state
	 */
	InstanceDetails get(String instanceId);

}
