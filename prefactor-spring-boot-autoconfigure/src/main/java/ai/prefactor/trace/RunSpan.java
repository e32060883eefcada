package ai.prefactor.trace;

import ai.prefactor.agent.AgentRun;

/**
 * A span that knows the run it belongs to.
 */
interface RunSpan extends ActiveSpan {

	AgentRun run();

}
