package ai.prefactor.transport;

import org.jspecify.annotations.Nullable;

import ai.prefactor.api.Acknowledgement;
import ai.prefactor.id.Pfid;

/**
 * How a request ended, once it need not be tried again.
 *
 * @param verdict how it ended
 * @param serverId the id that the server gave, if it gave one
 */
record Reply(Verdict verdict, @Nullable String serverId) {

	static Reply delivered(Acknowledgement acknowledgement) {
		return new Reply(Verdict.DELIVERED, acknowledgement.id());
	}

	static Reply of(Verdict verdict) {
		return new Reply(verdict, null);
	}

	String serverIdOr(Pfid ours) {
		return (this.serverId != null) ? this.serverId : ours.toString();
	}

	/**
	 * How a request ended.
	 */
	enum Verdict {

		/**
		 * The server has it.
		 */
		DELIVERED,

		/**
		 * The server refuses it.
		 */
		REJECTED,

		/**
		 * The server finds it too large.
		 */
		TOO_LARGE,

		/**
		 * The agent is not there yet.
		 */
		AGENT_MISSING

	}

}
