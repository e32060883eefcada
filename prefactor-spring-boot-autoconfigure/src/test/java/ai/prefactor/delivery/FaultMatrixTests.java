package ai.prefactor.delivery;

import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import ai.prefactor.support.ScriptedServer;
import ai.prefactor.transport.DropReason;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Whatever goes wrong, and whenever: nothing is lost that there was room for, nothing is
 * there twice, order is kept, and every loss is counted.
 */
@Timeout(180)
class FaultMatrixTests {

	private static final Duration SOON = Duration.ofSeconds(20);

	private final ScriptedServer server = new ScriptedServer();

	@AfterEach
	void close() {
		this.server.close();
	}

	@ParameterizedTest
	@EnumSource
	void deliveryWhenLoadIsLightShouldBeWhole(FaultCase fault) {
		try (TracedApplication application = start(fault)) {
			fault.beginBriefly(this.server);
			recordRuns(application, fault);
			fault.awaitEffect(application);
			if (!fault.endsByItself()) {
				fault.end(this.server);
			}
			application.flush();
			assertWhole(application, fault, Set.of());
		}
	}

	@ParameterizedTest
	@EnumSource
	void deliveryWhenTheQueueIsFullShouldLoseOnlyWhatThereWasNoRoomFor(FaultCase fault) {
		deliverWithFullQueue(fault, "prefactor.queue.capacity=60");
	}

	@ParameterizedTest
	@EnumSource(names = { "CONNECTION_REFUSED", "HANG_AFTER_COMMIT", "ERROR_503", "SERVER_ASSIGNED_IDS" })
	void deliveryWhenTheQueueHoldsNoMoreBytesShouldLoseOnlyWhatThereWasNoRoomFor(FaultCase fault) {
		deliverWithFullQueue(fault, "prefactor.queue.max-bytes=48KB");
	}

	@ParameterizedTest
	@EnumSource
	void shutdownInTheMiddleShouldAccountForEverything(FaultCase fault) {
		TracedApplication application = start(fault, "prefactor.shutdown-timeout=300ms");
		fault.begin(this.server);
		recordRuns(application, fault);
		application.workload().open(application.workload().open(null, 100), 100);
		fault.awaitEffect(application);
		if (fault != FaultCase.CONNECTION_REFUSED) {
			await().atMost(SOON).until(() -> !this.server.requests().isEmpty());
		}
		application.close();
		// Nothing of the application's comes in any more
		this.server.down();
		await().until(this.server::isQuiet);
		application.ledger().check(application.status().counts());
		ServerAudit.check(this.server, application.ledger());
		assertThatOthersAreDelivered(application, fault, Set.of(DropReason.SHUTDOWN.id(), DeliveryLedger.UNKNOWN));
		application.awaitNoThreads();
	}

	private void deliverWithFullQueue(FaultCase fault, String bound) {
		try (TracedApplication application = start(fault, bound)) {
			fault.begin(this.server);
			recordRuns(application, fault);
			recordUntilFull(application);
			fault.awaitEffect(application);
			fault.end(this.server);
			application.flush();
			long refused = application.ledger().total(DropReason.QUEUE_FULL.id());
			recordRuns(application, fault);
			application.flush();
			assertThat(application.ledger().total(DropReason.QUEUE_FULL.id())).isEqualTo(refused);
			assertWhole(application, fault, Set.of(DropReason.QUEUE_FULL.id()));
		}
	}

	private TracedApplication start(FaultCase fault, String... properties) {
		String[] all = Arrays.copyOf(properties, properties.length + 1);
		all[properties.length] = "prefactor.api.request-timeout=" + ((fault == FaultCase.LATENCY) ? "5s" : "500ms");
		return new TracedApplication(this.server, all);
	}

	private static void recordRuns(TracedApplication application, FaultCase fault) {
		Workload workload = application.workload();
		workload.run(100);
		if (fault.isOfPoison()) {
			workload.runWithPoison();
		}
		else if (fault == FaultCase.ITEM_TOO_LARGE) {
			workload.runWithGiants(2 * FaultCase.MAX_BODY);
		}
		workload.run((fault == FaultCase.BODY_TOO_LARGE) ? FaultCase.MAX_BODY / 5 : 100);
	}

	private static void recordUntilFull(TracedApplication application) {
		Workload workload = application.workload();
		Workload.Step root = workload.open(null, 100);
		// Recording takes less than delivery, so that this ends
		while (application.ledger().total(DropReason.QUEUE_FULL.id()) == 0 || application.ledger().total("runs") == 0) {
			assertThat(Thread.interrupted()).as("interrupted, " + application.status()).isFalse();
			workload.open(root, 100).end();
			workload.run(100);
		}
		root.end();
	}

	private void assertWhole(TracedApplication application, FaultCase fault, Set<String> losses) {
		application.ledger().check(application.status().counts());
		ServerAudit.checkWhole(this.server, application.ledger());
		assertThatOthersAreDelivered(application, fault, losses);
	}

	private static void assertThatOthersAreDelivered(TracedApplication application, FaultCase fault,
			Set<String> losses) {
		assertThat(application.ledger().surprises(losses, refusal(fault))).isEmpty();
	}

	private static String refusal(FaultCase fault) {
		if (fault == FaultCase.ITEM_TOO_LARGE) {
			return DropReason.TOO_LARGE.id();
		}
		return EnumSet.of(FaultCase.ITEM_MISSING, FaultCase.ITEM_FAILED_FOR_NOW).contains(fault)
				? DeliveryLedger.DELIVERED : DropReason.REJECTED.id();
	}

}
