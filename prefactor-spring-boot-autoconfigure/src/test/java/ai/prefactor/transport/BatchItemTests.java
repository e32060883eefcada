package ai.prefactor.transport;

import org.junit.jupiter.api.Test;

import ai.prefactor.api.EncodedRequest;
import ai.prefactor.api.RequestEncoder;

import static org.assertj.core.api.Assertions.assertThat;

class BatchItemTests {

	private final TestRun run = new TestRun();

	private final BatchItem item = item();

	@Test
	void whatNeverArrivedShouldBeUnsent() {
		assertThat(this.item.fate()).isEqualTo(Fate.UNSENT);
		this.item.underWay();
		assertThat(this.item.fate()).isEqualTo(Fate.UNKNOWN);
		this.item.unanswered(false);
		assertThat(this.item.fate()).isEqualTo(Fate.UNSENT);
	}

	@Test
	void whatMayHaveArrivedOnceShouldStayInDoubtUntilItHasAnAnswer() {
		this.item.unanswered(true);
		this.item.underWay();
		this.item.unanswered(false);
		assertThat(this.item.fate()).isEqualTo(Fate.UNKNOWN);
		this.item.answered(false);
		this.item.unanswered(false);
		assertThat(this.item.fate()).isEqualTo(Fate.UNSENT);
	}

	@Test
	void whatGoesAgainShouldBringItsDoubtAndSuspicionAlong() {
		this.item.unanswered(true);
		this.item.suspicion().begin(0);
		BatchItem again = this.item.again(null);
		assertThat(again.fate()).isEqualTo(Fate.UNKNOWN);
		assertThat(again.suspicion().isThere()).isTrue();
	}

	private BatchItem item() {
		EncodedRequest request = new RequestEncoder().encode(ApiRequests.register(this.run.register()));
		return new BatchItem(new LaneRun(this.run.register(), 0), request, request.idempotencyKey(), null,
				SpanDelivery.Stage.NEW, null);
	}

}
