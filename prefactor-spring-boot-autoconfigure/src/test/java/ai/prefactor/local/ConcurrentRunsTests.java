package ai.prefactor.local;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

class ConcurrentRunsTests {

	private static final int RUNS = 200;

	@RegisterExtension
	private final TestPlatform platform = new TestPlatform();

	private final ExecutorService executor = Executors.newFixedThreadPool(32);

	@AfterEach
	void stop() {
		this.executor.shutdownNow();
	}

	@Test
	void runsInParallelShouldEachKeepTheirOwnSpans() throws Exception {
		List<String> runs = inParallel(RUNS, this::wholeRun);
		assertThat(new HashSet<>(runs)).hasSize(RUNS);
		for (String run : runs) {
			assertThat(this.platform.instance(run).path("status").stringValue()).isEqualTo("complete");
			List<JsonNode> spans = this.platform.spans(run);
			assertThat(spans).hasSize(2)
				.allMatch((span) -> span.path("status").stringValue().equals("complete"))
				.allMatch((span) -> span.path("payload").path("run").stringValue().equals(run));
			assertThat(spans.get(1).path("parent_span_id")).isEqualTo(spans.get(0).path("id"));
		}
	}

	@Test
	void oneKeyInParallelShouldBeProcessedOnce() throws Exception {
		String run = this.platform.run();
		String body = """
				{"details":{"agent_instance_id":"%s","schema_name":"a:b","status":"active"},"idempotency_key":"one"}"""
			.formatted(run);
		List<String> answers = inParallel(RUNS, () -> this.platform.post("agent_spans", body).accepted().text());
		assertThat(new HashSet<>(answers)).hasSize(1);
		assertThat(this.platform.spans(run)).hasSize(1);
	}

	private String wholeRun() {
		String run = this.platform.run();
		String payload = ",\"payload\":{\"run\":\"" + run + "\"}";
		String root = this.platform.createSpan(run, "active", payload).accepted().id();
		this.platform.createSpan(run, "complete", payload + ",\"parent_span_id\":\"" + root + "\"").accepted();
		this.platform.finishSpan(root, "complete").accepted();
		this.platform.finishRun(run, "complete").accepted();
		return run;
	}

	private List<String> inParallel(int times, Callable<String> work) throws Exception {
		List<Future<String>> futures = new ArrayList<>();
		for (int i = 0; i < times; i++) {
			futures.add(this.executor.submit(work));
		}
		List<String> results = new ArrayList<>();
		for (Future<String> future : futures) {
			results.add(future.get());
		}
		return results;
	}

}
