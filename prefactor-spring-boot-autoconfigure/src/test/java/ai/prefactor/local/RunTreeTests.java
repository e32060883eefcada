package ai.prefactor.local;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RunTreeTests {

	private final List<Span> spans = new ArrayList<>();

	@Test
	void ofShouldShowTheWholeRun() {
		add("1", null, "desk:agent:handle", State.COMPLETE, 0, 152, label("handle"));
		add("2", "1", "desk:tool:search", State.COMPLETE, 3, 15, label("search"));
		add("3", "2", "desk:llm:rank", State.CANCELLED, 4, 5, label("rank"));
		add("4", "1", "desk:tool:read", State.FAILED, 20, 23, new SpanLabel("read", "PageNotFound: no such page"));
		add("5", "1", "desk:chain:compose", State.ACTIVE, 30, null, label("compose"));
		assertThat(tree(State.COMPLETE, 152)).isEqualTo("""
				Run 01run support-desk complete in 152 ms (5 spans, 1 failed, 1 open)
				└─ agent handle  152 ms
				   ├─ tool search  12 ms
				   │  └─ llm rank  1 ms  CANCELLED
				   ├─ tool read  3 ms  FAILED PageNotFound: no such page
				   └─ chain compose  OPEN""");
	}

	@Test
	void ofShouldOrderByStartRatherThanArrival() {
		add("1", null, "desk:tool:late", State.COMPLETE, 9, 10, label("late"));
		add("2", null, "desk:tool:early", State.COMPLETE, 1, 2, label("early"));
		assertThat(tree(State.COMPLETE, 10)).containsSubsequence("early", "late");
	}

	@Test
	void ofWhenASpanHasNoNameShouldShowItsType() {
		add("1", null, "desk:tool:search", State.COMPLETE, 0, 1, label(null));
		assertThat(tree(State.COMPLETE, 1)).endsWith("└─ tool desk:tool:search  1 ms");
	}

	@Test
	void ofWhenTheTypeHasOnePartShouldShowNoKind() {
		add("1", null, "search", State.COMPLETE, 0, 1, label("lookup"));
		assertThat(tree(State.COMPLETE, 1)).endsWith("└─ lookup  1 ms");
	}

	@Test
	void ofWhenNothingWasRecordedShouldBeOneLine() {
		assertThat(tree(State.FAILED, 1)).isEqualTo("Run 01run support-desk failed in 1 ms (0 spans)");
	}

	@Test
	void ofWhenItTookLongShouldShowSeconds() {
		assertThat(tree(State.COMPLETE, 83_460)).contains("complete in 83.5 s");
	}

	@Test
	void ofWhenThereAreManySpansShouldSayHowManyAreLeftOut() {
		String parent = null;
		for (int i = 0; i < 5000; i++) {
			add("s" + i, parent, "a:b", State.COMPLETE, i, i, label(null));
			parent = "s" + i;
		}
		assertThat(tree(State.COMPLETE, 1).lines()).hasSize(202).last().isEqualTo("... and 4800 more");
	}

	private void add(String id, @Nullable String parent, String type, State state, long start, @Nullable Integer end,
			SpanLabel label) {
		Instant now = Instant.EPOCH;
		Instant finish = (end != null) ? now.plusMillis(end) : null;
		this.spans.add(new Span(id, "agent", "01run", parent, type, null, false, state, now.plusMillis(start), finish,
				now, now, null, null, false, label));
	}

	private String tree(State state, long duration) {
		Instant now = Instant.EPOCH;
		DeclaredSchema schema = new DeclaredSchema("s", "f", Map.of(), Set.of());
		Instance instance = new Instance("01run", "agent", "version", "support-desk", null, "live", schema, state, now,
				now.plusMillis(duration), now, now, null);
		return RunTree.of(new RunSnapshot(instance, this.spans, Map.of()));
	}

	private static SpanLabel label(@Nullable String name) {
		return new SpanLabel(name, null);
	}

}
