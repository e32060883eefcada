package ai.prefactor.transport;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class LaneProgressTests {

	private static final long NONE = Long.MAX_VALUE;

	private final LaneProgress progress = new LaneProgress(new FlushBarrier());

	@Test
	void aMarkShouldBeReachedWhenEverythingBeforeItIsSettled() {
		this.progress.offered();
		this.progress.offered();
		long mark = this.progress.mark();
		this.progress.offered();
		settleNext();
		assertThat(this.progress.hasReached(mark)).isFalse();
		settleNext();
		assertThat(this.progress.hasReached(mark)).isTrue();
	}

	@Test
	void aMarkShouldNotBeReachedByWhatIsSettledOutOfTurn() {
		this.progress.offered();
		this.progress.offered();
		long mark = this.progress.mark();
		long postponed = this.progress.take();
		this.progress.take();
		this.progress.settle(postponed);
		assertThat(this.progress.hasReached(mark)).isFalse();
		this.progress.settle(NONE);
		assertThat(this.progress.hasReached(mark)).isTrue();
	}

	@Test
	void aMarkThatCountsWhatIsRefusedThenShouldBeReachedOnceNothingIsUnderWay() {
		this.progress.offered();
		this.progress.offered();
		long mark = this.progress.mark();
		this.progress.refused();
		assertThat(this.progress.hasReached(mark)).isFalse();
		settleNext();
		assertThat(this.progress.hasReached(mark)).isTrue();
	}

	@Test
	void aRefusalShouldNotPassForSomethingSettled() {
		this.progress.offered();
		this.progress.refused();
		this.progress.offered();
		long mark = this.progress.mark();
		this.progress.offered();
		this.progress.refused();
		assertThat(this.progress.hasReached(mark)).isFalse();
	}

	@Test
	void backlogShouldBeWhatIsNeitherRefusedNorSettled() {
		this.progress.offered();
		this.progress.offered();
		this.progress.offered();
		this.progress.refused();
		settleNext();
		assertThat(this.progress.backlog()).isEqualTo(1);
	}

	@Test
	void isAtWorkShouldBeTrueUntilTheLaneRests() {
		this.progress.begin();
		assertThat(this.progress.isAtWork()).isTrue();
		this.progress.rest();
		assertThat(this.progress.isAtWork()).isFalse();
	}

	private void settleNext() {
		this.progress.take();
		this.progress.settle(NONE);
	}

}
