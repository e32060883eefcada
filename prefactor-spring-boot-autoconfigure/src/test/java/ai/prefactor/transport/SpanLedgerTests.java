package ai.prefactor.transport;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class SpanLedgerTests {

	private final SpanLedger ledger = new SpanLedger();

	private final TestRun run = new TestRun();

	private final TestRun.Span root = this.run.span("root");

	private final TestRun.Span middle = this.run.span("middle", this.root);

	private final TestRun.Span leaf = this.run.span("leaf", this.middle);

	@Test
	void missingShouldBeAllAncestorsUppermostFirst() {
		assertThat(this.ledger.missing(this.leaf)).containsExactly(this.root, this.middle, this.leaf);
		assertThat(this.ledger.missing(null)).isEmpty();
	}

	@Test
	void missingShouldEndAtWhatTheServerHas() {
		this.ledger.announce(this.root, "r");
		assertThat(this.ledger.missing(this.middle)).containsExactly(this.middle);
		this.ledger.finish(this.middle.id(), "m");
		assertThat(this.ledger.missing(this.middle)).isEmpty();
	}

	@Test
	void missingShouldPassOverWhatWasRejected() {
		this.ledger.reject(this.middle.id());
		assertThat(this.ledger.missing(this.leaf)).containsExactly(this.root, this.leaf);
	}

	@Test
	void nearestAcceptedShouldPassOverWhatWasRejected() {
		this.ledger.announce(this.root, "r");
		this.ledger.reject(this.middle.id());
		assertThat(this.ledger.nearestAccepted(this.middle)).isEqualTo("r");
		assertThat(this.ledger.nearestAccepted(null)).isNull();
	}

	@Test
	void nearestAcceptedShouldKnowAParentThatHasFinished() {
		this.ledger.announce(this.root, "r");
		this.ledger.finish(this.root.id(), "r");
		assertThat(this.ledger.nearestAccepted(this.root)).isEqualTo("r");
		assertThat(this.ledger.announcedAs(this.root.id())).isNull();
		assertThat(this.ledger.isFinished(this.root.id())).isTrue();
	}

	@Test
	void announcedShouldBeChildrenFirst() {
		this.ledger.announce(this.root, "r");
		this.ledger.announce(this.middle, "m");
		this.ledger.announce(this.leaf, "l");
		this.ledger.finish(this.middle.id(), "m");
		assertThat(this.ledger.announced()).extracting(SpanLedger.Announced::serverId).containsExactly("l", "r");
	}

	@Test
	void serverIdOrShouldBeOursUntilTheServerGivesAnother() {
		assertThat(this.ledger.serverIdOr(this.root.id())).isEqualTo(this.root.id().toString());
		this.ledger.announce(this.root, "r");
		assertThat(this.ledger.serverIdOr(this.root.id())).isEqualTo("r");
	}

	@Test
	void aRunOfVeryManySpansShouldNotBeRememberedForEver() {
		this.ledger.finish(this.root.id(), "r");
		this.ledger.reject(this.middle.id());
		this.ledger.announce(this.leaf, "l");
		for (int i = 0; i < SpanLedger.MAX_REMEMBERED; i++) {
			TestRun.Span other = this.run.span("other");
			this.ledger.finish(other.id(), "o");
			this.ledger.reject(other.id());
		}
		assertThat(this.ledger.isFinished(this.root.id())).isFalse();
		assertThat(this.ledger.isRejected(this.middle.id())).isFalse();
		assertThat(this.ledger.announcedAs(this.leaf.id())).as("what is open is never forgotten").isEqualTo("l");
	}

	@Test
	void aParentThatIsAskedForShouldBeRemembered() {
		this.ledger.finish(this.root.id(), "r");
		for (int i = 0; i < SpanLedger.MAX_REMEMBERED; i++) {
			this.ledger.nearestAccepted(this.root);
			this.ledger.finish(this.run.span("other").id(), "o");
		}
		assertThat(this.ledger.nearestAccepted(this.root)).isEqualTo("r");
	}

}
