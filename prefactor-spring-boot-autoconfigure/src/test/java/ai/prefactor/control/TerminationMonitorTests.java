package ai.prefactor.control;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;

import ai.prefactor.id.Pfid;
import ai.prefactor.id.PfidGenerator;

import static org.assertj.core.api.Assertions.assertThat;

class TerminationMonitorTests {

	private final PfidGenerator ids = PfidGenerator.forAgent(null, InstantSource.system(), () -> new Random(1));

	private final Pfid run = this.ids.next();

	private final TerminationMonitor monitor = new TerminationMonitor();

	private final List<String> told = new ArrayList<>();

	@Test
	void aRunShouldBeToldOnce() {
		this.monitor.watch(this.run, this.told::add);
		this.monitor.terminate(this.run, "enough");
		this.monitor.terminate(this.run, "really");
		assertThat(this.told).containsExactly("enough");
	}

	@Test
	void aRunThatHasEndedShouldNotBeTold() {
		this.monitor.watch(this.run, this.told::add);
		this.monitor.unwatch(this.run);
		this.monitor.terminate(this.run, "enough");
		assertThat(this.told).isEmpty();
	}

	@Test
	void aListenerThatFailsShouldHarmNobody() {
		this.monitor.watch(this.run, (reason) -> {
			throw new IllegalStateException("user code");
		});
		this.monitor.terminate(this.run, "enough");
		this.monitor.watch(this.run, this.told::add);
		this.monitor.terminate(this.run, "enough");
		assertThat(this.told).containsExactly("enough");
	}

}
