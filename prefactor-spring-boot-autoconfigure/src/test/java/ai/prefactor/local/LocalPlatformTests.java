package ai.prefactor.local;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.awaitility.Awaitility.await;

class LocalPlatformTests {

	@RegisterExtension
	private final TestPlatform platform = new TestPlatform();

	@Test
	void urlShouldNameLoopbackAndTheBoundPort() {
		assertThat(this.platform.platform().url()).hasToString("http://127.0.0.1:" + this.platform.platform().port());
	}

	@Test
	void pingShouldNeedNoToken() {
		assertThat(this.platform.get("ping").status()).isEqualTo(200);
	}

	@Test
	void startWhenThePortIsTakenShouldNameIt() {
		int port = this.platform.platform().port();
		LocalPlatform second = create(port);
		assertThatExceptionOfType(LocalPortInUseException.class).isThrownBy(second::start)
			.satisfies((ex) -> assertThat(ex.port()).isEqualTo(port));
		assertThat(second.isRunning()).isFalse();
	}

	@Test
	void startWhenThePortIsTakenShouldLeaveNoThread() {
		Set<Thread> before = threads();
		assertThatExceptionOfType(LocalPortInUseException.class)
			.isThrownBy(create(this.platform.platform().port())::start);
		await().untilAsserted(() -> assertThat(before).containsAll(threads()));
	}

	@Test
	void startShouldUseDaemonThreadsOnly() {
		this.platform.get("ping");
		assertThat(threads()).isNotEmpty().allMatch(Thread::isDaemon);
	}

	@Test
	void startWhenRunningShouldChangeNothing() {
		int port = this.platform.platform().port();
		this.platform.platform().start();
		assertThat(this.platform.platform().port()).isEqualTo(port);
	}

	@Test
	void startShouldListenOnLoopbackOnly() throws IOException {
		// Reached by whoever listens on all addresses
		InetSocketAddress other = new InetSocketAddress("127.0.0.2", this.platform.platform().port());
		try (Socket socket = new Socket()) {
			assertThatExceptionOfType(IOException.class).isThrownBy(() -> socket.connect(other, 2000));
		}
	}

	@Test
	void stopShouldFreeThePort() {
		int port = this.platform.platform().port();
		this.platform.platform().stop();
		LocalPlatform second = create(port);
		assertThatNoException().isThrownBy(second::start);
		second.stop();
	}

	@Test
	void stopWhenStoppedShouldChangeNothing() {
		this.platform.platform().stop();
		assertThatNoException().isThrownBy(this.platform.platform()::stop);
	}

	@Test
	void startAfterStopShouldKeepWhatArrived() {
		String run = this.platform.run();
		this.platform.platform().stop();
		this.platform.platform().start();
		assertThat(this.platform.instance(run).path("status").stringValue()).isEqualTo("active");
	}

	@Test
	void portWhenNeverStartedShouldSaySo() {
		assertThatIllegalStateException().isThrownBy(create(0)::port).withMessageContaining("not started");
	}

	private static LocalPlatform create(int port) {
		return new LocalPlatform(new LocalPlatformSettings(port, false, 10, 1000), InstantSource.system(),
				ThreadLocalRandom::current);
	}

	private static Set<Thread> threads() {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.filter((thread) -> thread.getName().startsWith("prefactor-local"))
			.collect(Collectors.toSet());
	}

}
