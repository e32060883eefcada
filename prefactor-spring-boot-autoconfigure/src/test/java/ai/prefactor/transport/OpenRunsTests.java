package ai.prefactor.transport;

import org.junit.jupiter.api.Test;

import ai.prefactor.id.Pfid;

import static org.assertj.core.api.Assertions.assertThat;

class OpenRunsTests {

	private final OpenRuns runs = new OpenRuns();

	private final Pfid run = new TestRun().id();

	@Test
	void aRunShouldCountOnceThoughItsStartAndItsFinishAreLost() {
		this.runs.opened(this.run);
		this.runs.cutShort(this.run, false);
		this.runs.cutShort(this.run, false);
		assertThat(this.runs.leftOpen()).isEqualTo(1);
	}

	@Test
	void aRunThatTheServerDoesNotHaveShouldNotCount() {
		this.runs.cutShort(this.run, false);
		this.runs.cutShort(this.run, true);
		assertThat(this.runs.leftOpen()).isZero();
	}

	@Test
	void aRunThatWasFinishedShouldNotCount() {
		this.runs.opened(this.run);
		this.runs.finished(this.run);
		this.runs.cutShort(this.run, true);
		assertThat(this.runs.leftOpen()).isZero();
	}

	@Test
	void aRunThatTurnsOutToBeThereAfterItsFinishIsLostShouldCountOnce() {
		this.runs.cutShort(this.run, true);
		this.runs.opened(this.run);
		this.runs.cutShort(this.run, true);
		assertThat(this.runs.leftOpen()).isEqualTo(1);
	}

}
