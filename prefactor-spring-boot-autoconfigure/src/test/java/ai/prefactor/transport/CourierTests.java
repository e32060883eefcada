package ai.prefactor.transport;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import ai.prefactor.action.CreateSpan;
import ai.prefactor.api.Acknowledgement;
import ai.prefactor.api.EncodedRequest;
import ai.prefactor.api.Operation;
import ai.prefactor.api.RequestEncoder;
import ai.prefactor.http.Backoff;
import ai.prefactor.http.PrefactorConnectionException.Kind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

@Timeout(60)
class CourierTests {

	private final FakePlatform platform = new FakePlatform();

	private final RecordingTransportListener listener = new RecordingTransportListener();

	private final TransportAccounts accounts = new TransportAccounts(List.of(this.listener));

	private final MissingAgents missingAgents = new MissingAgents();

	private final TransportHealth health = new TransportHealth(
			new Backoff(Duration.ofMillis(1), 1, Duration.ofMillis(1), () -> new Random(1)), InstantSource.system(),
			System::nanoTime, this.accounts);

	private final Courier courier = new Courier(
			new Probe(this.platform.clients().ping(), this.health, this.missingAgents), this.health, this.accounts);

	private final TestRun run = new TestRun();

	private final TestParcel parcel = new TestParcel(false, false);

	@Test
	void sendShouldRepeatWhatFailsForNowWithTheSameBytes() throws Exception {
		this.platform.before(Failures.next(Operation.START, () -> Failures.status(503),
				() -> Failures.connection(Kind.CONNECT), () -> Failures.html(403)));
		assertThat(send().failure()).isNull();
		assertThat(this.platform.calls()).hasSize(4);
		assertThat(this.platform.calls().stream().map(Call::body).distinct()).hasSize(1);
		assertThat(this.listener.retries()).containsExactly("503", "connect", "not_json");
	}

	@Test
	void sendShouldBlameASpanAtWhichTheServerFailsThreeTimesWhileItAnswersPings() throws Exception {
		this.platform.before(Failures.every(Operation.CREATE_SPAN, () -> Failures.status(500)));
		assertThat(sendSpan().failure()).isEqualTo(Failure.FAILING);
		assertThat(this.platform.calls()).hasSize(3);
		assertThat(this.platform.pings()).isEqualTo(1);
	}

	@Test
	void sendShouldHaveTheRunWaitForWhatItDependsOnIfTheServerFailsAtThatAlone() throws Exception {
		this.platform.before(Failures.every(Operation.START, () -> Failures.status(500)));
		assertThat(send().failure()).isEqualTo(Failure.TRANSIENT);
		assertThat(this.platform.calls()).hasSize(3);
	}

	@Test
	void sendShouldNotBlameASpanForAProxysPageButLetOthersGoOn() throws Exception {
		this.platform.before(Failures.every(Operation.CREATE_SPAN, () -> Failures.html(500)));
		assertThat(sendSpan().failure()).isEqualTo(Failure.TRANSIENT);
		assertThat(this.platform.calls()).hasSize(3);
	}

	@Test
	void sendShouldNotSuspectWhatIsInARequestForALimitOfRequests() throws Exception {
		AtomicInteger left = new AtomicInteger(5);
		this.platform.before((call) -> {
			if (left.getAndDecrement() > 0) {
				throw Failures.status(429);
			}
		});
		assertThat(sendSpan().failure()).isNull();
		assertThat(this.platform.calls()).hasSize(6);
		assertThat(this.platform.pings()).isZero();
	}

	@Test
	void sendShouldLetOthersGoOnAfterOneTimeoutWhileTheServerAnswersPings() throws Exception {
		this.platform.before(Failures.every(Operation.CREATE_SPAN, () -> Failures.connection(Kind.TIMEOUT)));
		assertThat(sendSpan().failure()).isEqualTo(Failure.TRANSIENT);
		assertThat(this.platform.calls()).hasSize(1);
	}

	@Test
	void sendShouldAskOnlyOnceAtEachStepOfASearch() throws Exception {
		this.platform.before(Failures.every(Operation.START, () -> Failures.connection(Kind.DROPPED)));
		TestParcel suspect = new TestParcel(true, true);
		suspect.suspect = true;
		assertThat(this.courier.send(this::start, FailureClassifier::classifyBulk, suspect).failure())
			.isEqualTo(Failure.FAILING);
		assertThat(this.platform.calls()).hasSize(1);
		assertThat(this.listener.states()).isEmpty();
	}

	@Test
	void sendShouldTellAtOnceThatTheServerAsksToBeLeftAlone() throws Exception {
		this.platform.before(Failures.next(Operation.START, () -> Failures.retryAfter(503, Duration.ofMillis(1))));
		assertThat(send().failure()).isNull();
		assertThat(this.listener.states()).containsExactly(TransportState.DEGRADED);
	}

	@Test
	void sendShouldNotSuspectARequestWhilePingsFailToo() throws Exception {
		AtomicInteger left = new AtomicInteger(5);
		this.platform.onPing(() -> {
			throw Failures.status(500);
		});
		this.platform.before((call) -> {
			if (left.getAndDecrement() > 0) {
				throw Failures.status(500);
			}
		});
		assertThat(send().failure()).isNull();
		assertThat(this.platform.calls()).hasSize(6);
	}

	@Test
	void sendShouldNotSuspectARequestThatMetAnOutageBefore() throws Exception {
		this.platform.before(Failures.next(Operation.START, () -> Failures.connection(Kind.CONNECT),
				() -> Failures.connection(Kind.CONNECT), () -> Failures.connection(Kind.CONNECT),
				() -> Failures.status(500), () -> Failures.status(503)));
		assertThat(send().failure()).as("a server that comes up may fail once").isNull();
	}

	@Test
	void sendShouldRejectWhatTheTokenMayNotDo() throws Exception {
		this.platform.before(Failures.every(Operation.START, () -> Failures.status(403)));
		assertThat(send().failure()).isEqualTo(Failure.REJECTED);
		assertThat(state()).isEqualTo(TransportState.HEALTHY);
	}

	@Test
	void sendShouldOnlyPingWhileTheTokenIsRefused() throws Exception {
		AtomicInteger refusals = new AtomicInteger(4);
		this.platform.onPing(() -> {
			if (refusals.getAndDecrement() > 0) {
				throw Failures.status(401);
			}
		});
		this.platform.before(Failures.next(Operation.START, () -> Failures.status(401)));
		assertThat(send().failure()).isNull();
		assertThat(this.platform.calls()).hasSize(2);
		assertThat(this.platform.pings()).isEqualTo(5);
		assertThat(this.listener.states()).containsExactly(TransportState.SUSPENDED, TransportState.HEALTHY);
	}

	@Test
	void aPingThatIsAnsweredShouldLiftASuspensionWhateverElseIsWrong() throws Exception {
		this.missingAgents.lost();
		this.missingAgents.lost();
		this.health.refused("401");
		this.missingAgents.lost();
		assertThat(send().failure()).isNull();
	}

	@Test
	void anInterruptThatIsNotAShutdownShouldNotLoseTheRequest() throws Exception {
		AtomicInteger calls = new AtomicInteger();
		this.platform.before((call) -> {
			if (calls.getAndIncrement() == 0) {
				Thread.currentThread().interrupt();
				throw Failures.connection(Kind.INTERRUPTED);
			}
		});
		assertThat(send().failure()).isNull();
		assertThat(calls).hasValue(2);
	}

	@Test
	void anInterruptWhileItWaitsShouldNotLoseTheRequest() throws Exception {
		this.health.failed("503", null);
		Thread.currentThread().interrupt();
		assertThat(send().failure()).isNull();
	}

	@Test
	void aRequestThatWasGivenUpShouldEndAtTheInterrupt() {
		giveUpWith(() -> Failures.connection(Kind.INTERRUPTED));
		assertThatExceptionOfType(InterruptedException.class).isThrownBy(this::send);
		assertThat(this.platform.calls()).hasSize(1);
	}

	@Test
	void aRequestThatWasGivenUpUnsentShouldBeKnownToBe() {
		giveUpWith(() -> Failures.connection(Kind.INTERRUPTED));
		assertThatExceptionOfType(InterruptedException.class).isThrownBy(this::send);
		assertThat(this.parcel.isInDoubt()).isFalse();
	}

	@Test
	void aRequestThatWasCutOffShouldBeInDoubt() {
		giveUpWith(() -> Failures.connection(Kind.INTERRUPTED).afterSentAttempt());
		assertThatExceptionOfType(InterruptedException.class).isThrownBy(this::send);
		assertThat(this.parcel.isInDoubt()).isTrue();
	}

	@Test
	void aRequestThatWasDroppedBeforeShouldBeInDoubtWhateverCameThen() {
		AtomicInteger calls = new AtomicInteger();
		this.platform.before((call) -> {
			if (calls.getAndIncrement() == 0) {
				throw Failures.connection(Kind.DROPPED);
			}
			this.parcel.giveUp();
			throw Failures.connection(Kind.INTERRUPTED);
		});
		assertThatExceptionOfType(InterruptedException.class).isThrownBy(this::send);
		assertThat(this.parcel.isInDoubt()).isTrue();
	}

	@Test
	void sendShouldGiveItsTurnBackWhenAClientIsBroken() throws Exception {
		this.health.failed("503", null);
		this.platform.before((call) -> {
			throw new IllegalStateException("broken");
		});
		assertThatIllegalStateException().isThrownBy(this::send);
		this.platform.before((call) -> {
		});
		assertThat(send().failure()).isNull();
	}

	@ParameterizedTest
	@EnumSource(names = { "TOO_SLOW", "UNREADABLE" })
	void sendShouldHaveWhatCanBeDividedDividedAtOnce(Failure failure) throws Exception {
		this.platform.before(Failures.every(Operation.START, () -> Failures.connection(Kind.TIMEOUT)));
		TestParcel several = new TestParcel(true, true);
		assertThat(this.courier.send(this::start, (ex) -> failure, several).failure()).isEqualTo(failure);
		assertThat(this.platform.calls()).hasSize(1);
		assertThat(several.isInDoubt()).isTrue();
	}

	@Test
	void sendShouldNotDivideWhileTheServerIsDown() throws Exception {
		AtomicInteger left = new AtomicInteger(2);
		this.platform.onPing(() -> {
			if (left.getAndDecrement() > 0) {
				throw Failures.connection(Kind.TIMEOUT);
			}
		});
		this.platform.before(Failures.every(Operation.START, () -> Failures.connection(Kind.TIMEOUT)));
		assertThat(this.courier.send(this::start, (ex) -> Failure.TOO_SLOW, new TestParcel(true, true)).failure())
			.isEqualTo(Failure.TOO_SLOW);
		assertThat(this.platform.calls()).as("pings find out").hasSize(2);
		assertThat(this.platform.pings()).isEqualTo(4);
	}

	@Test
	void sendShouldSuspectWhatCanBeDividedAfterAnyThreeServerErrors() throws Exception {
		this.platform.before(Failures.every(Operation.START, () -> Failures.status(503)));
		assertThat(
				this.courier.send(this::start, FailureClassifier::classifyBulk, new TestParcel(true, true)).failure())
			.isEqualTo(Failure.FAILING);
		assertThat(this.platform.calls()).hasSize(3);
	}

	private void giveUpWith(Supplier<RuntimeException> failure) {
		this.platform.before((call) -> {
			this.parcel.giveUp();
			throw failure.get();
		});
	}

	private TransportState state() {
		return this.health.status(new TransportStatus.Queue(0, 0, 1, 1), this.accounts.counts()).state();
	}

	private Courier.Answer<Acknowledgement> send() throws InterruptedException {
		return this.courier.send(this::start, (ex) -> FailureClassifier.classify(Operation.START, ex), this.parcel);
	}

	private Courier.Answer<Acknowledgement> sendSpan() throws InterruptedException {
		CreateSpan span = this.run.span("one").end();
		EncodedRequest request = new RequestEncoder()
			.encode(ApiRequests.createSpan(this.run.id().toString(), null, SpanIds.of(span.span()), span.span()));
		return this.courier.send(() -> this.platform.clients().send(request),
				(ex) -> FailureClassifier.classify(Operation.CREATE_SPAN, ex), new TestParcel(false, true));
	}

	private Acknowledgement start() {
		return this.platform.clients()
			.send(new RequestEncoder().encode(ApiRequests.start(this.run.id().toString(), this.run.start())));
	}

	/**
	 * What a request carries.
	 */
	private static final class TestParcel implements Courier.Parcel {

		private final boolean divisible;

		private final boolean spoilable;

		private boolean underWay;

		private boolean inDoubt;

		private boolean suspect;

		private boolean givenUp;

		TestParcel(boolean divisible, boolean spoilable) {
			this.divisible = divisible;
			this.spoilable = spoilable;
		}

		void giveUp() {
			this.givenUp = true;
		}

		boolean isInDoubt() {
			return this.inDoubt || this.underWay;
		}

		@Override
		public void underWay() {
			this.underWay = true;
		}

		@Override
		public void failed(boolean mayHaveArrived) {
			this.underWay = false;
			this.inDoubt |= mayHaveArrived;
		}

		@Override
		public boolean isSuspect() {
			return this.suspect;
		}

		@Override
		public boolean isDivisible() {
			return this.divisible;
		}

		@Override
		public boolean maySpoil() {
			return this.spoilable;
		}

		@Override
		public boolean isGivenUp() {
			return this.givenUp;
		}

	}

}
