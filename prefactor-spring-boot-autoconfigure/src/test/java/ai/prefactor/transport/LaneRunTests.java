package ai.prefactor.transport;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import ai.prefactor.action.TransportAction;
import ai.prefactor.queue.InMemoryWorkQueue;
import ai.prefactor.queue.QueueBounds;
import ai.prefactor.queue.WorkQueue;

import static org.assertj.core.api.Assertions.assertThat;

class LaneRunTests {

	private final LaneRun run = new LaneRun(new TestRun().register(), 0);

	@Test
	void whatIsPutBackShouldStandInItsOldPlaceInWhateverOrderItComes() throws Exception {
		List<LaneEntry> entries = entries(10);
		List<LaneEntry> planned = new ArrayList<>();
		for (LaneEntry entry : entries) {
			if (entry.number() % 3 == 0) {
				planned.add(entry);
			}
			else {
				this.run.waiting().add(entry);
			}
		}
		Collections.shuffle(planned, new Random(1));
		this.run.putBack(planned);
		assertThat(this.run.waiting()).containsExactlyElementsOf(entries);
	}

	@Test
	@Timeout(60)
	void puttingManyBackShouldNotTakeLongForEach() throws Exception {
		List<LaneEntry> entries = entries(500_000);
		this.run.putBack(entries);
		assertThat(this.run.waiting()).hasSameSizeAs(entries);
	}

	private static List<LaneEntry> entries(int count) throws InterruptedException {
		WorkQueue<TransportAction> queue = new InMemoryWorkQueue<>(new QueueBounds(1, 1 << 20),
				TransportAction::weight);
		queue.offer(new TestRun().start());
		WorkQueue.Entry<TransportAction> place = queue.poll(Duration.ZERO);
		assertThat(place).isNotNull();
		LaneEntry root = LaneEntry.root();
		List<LaneEntry> entries = new ArrayList<>();
		for (int i = 1; i <= count; i++) {
			entries.add(root.precededBy(place, i));
		}
		return entries;
	}

}
