package ai.prefactor.transport;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import ai.prefactor.api.Operation;
import ai.prefactor.http.ManualTime;

import static org.assertj.core.api.Assertions.assertThat;

class BulkSupportTests {

	private final ManualTime time = new ManualTime();

	private final BulkSupport bulk = new BulkSupport(true, this.time::nanos);

	@Test
	void everythingShouldBeServedUntilTheServerSaysOtherwise() {
		assertThat(Operation.values()).allMatch(this.bulk::serves).noneMatch(this.bulk::isProven);
	}

	@Test
	void whatIsSwitchedOffShouldServeNothing() {
		BulkSupport off = new BulkSupport(false, this.time::nanos);
		assertThat(off.isThere()).isFalse();
		assertThat(Operation.values()).noneMatch(off::serves);
	}

	@Test
	void aServerWithoutBulkShouldBeAskedAgainAfterTenMinutes() {
		this.bulk.missing();
		assertThat(this.bulk.isThere()).isFalse();
		this.time.advance(Duration.ofMinutes(10));
		assertThat(this.bulk.isThere()).isFalse();
		this.time.advance(Duration.ofNanos(1));
		assertThat(this.bulk.isThere()).isTrue();
	}

	@Test
	void aServerThatIsStillWithoutBulkShouldBeLeftAloneAsLongAgain() {
		this.bulk.missing();
		this.time.advance(Duration.ofMinutes(11));
		this.bulk.missing();
		this.time.advance(Duration.ofMinutes(9));
		assertThat(this.bulk.isThere()).isFalse();
	}

	@Test
	void anOperationThatIsNotServedShouldNotTakeOthersWithIt() {
		this.bulk.missing(Operation.START);
		assertThat(this.bulk.isThere()).isTrue();
		assertThat(this.bulk.serves(Operation.START)).isFalse();
		assertThat(this.bulk.serves(Operation.CREATE_SPAN)).isTrue();
		this.time.advance(Duration.ofMinutes(11));
		assertThat(this.bulk.serves(Operation.START)).isTrue();
	}

	@Test
	void whatIsRefusedOnItsOwnEndpointTooShouldBeKnownForTenMinutes() {
		this.bulk.refusedAlone(Operation.START);
		assertThat(this.bulk.isProven(Operation.START)).isTrue();
		this.time.advance(Duration.ofMinutes(10).plusNanos(1));
		assertThat(this.bulk.isProven(Operation.START)).isFalse();
	}

	@Test
	void whatWasTakenShouldBeKnownToBeServed() {
		this.bulk.missing();
		this.bulk.missing(Operation.START);
		this.bulk.proven(Operation.START);
		assertThat(this.bulk.isProven(Operation.START)).isTrue();
		assertThat(this.bulk.serves(Operation.START)).isTrue();
		assertThat(this.bulk.isProven(Operation.FINISH)).isFalse();
	}

}
