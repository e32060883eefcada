package ai.prefactor.api;

/**
 * What can be asked of the API for a run.
 *
 * @since 0.1.0
 */
public enum Operation {

	/**
	 * Opens a run.
	 */
	REGISTER("agent_instance.register", "agent_instances/register"),

	/**
	 * Starts a run.
	 */
	START("agent_instance.start", "agent_instances/start"),

	/**
	 * Finishes a run.
	 */
	FINISH("agent_instance.finish", "agent_instances/finish"),

	/**
	 * Creates a span.
	 */
	CREATE_SPAN("agent_spans.create", "agent_spans/create"),

	/**
	 * Finishes a span.
	 */
	FINISH_SPAN("agent_spans.finish", "agent_spans/finish");

	private final String id;

	private final String bulkType;

	Operation(String id, String bulkType) {
		this.id = id;
		this.bulkType = bulkType;
	}

	/**
	 * How meters and messages name it.
	 * @return for example {@code agent_spans.create}
	 */
	public String id() {
		return this.id;
	}

	/**
	 * How an item of a bulk request names it.
	 * @return for example {@code agent_spans/create}
	 */
	public String bulkType() {
		return this.bulkType;
	}

}
