package ai.prefactor.local;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

import ai.prefactor.id.Pfid;
import ai.prefactor.local.TestPlatform.Reply;

import static org.assertj.core.api.Assertions.assertThat;

class RecordReaderTests {

	private static final String AGENT = Pfid.of(1, 77, 2, 3).toString();

	@RegisterExtension
	private final TestPlatform platform = new TestPlatform();

	@Test
	void instanceShouldCountItsSpans() {
		String run = this.platform.run();
		this.platform.span(run);
		this.platform.createSpan(run, "failed", "").accepted();
		JsonNode instance = this.platform.instance(run);
		assertThat(instance.path("span_counts").path("active").intValue()).isOne();
		assertThat(instance.path("span_counts").path("failed").intValue()).isOne();
		assertThat(instance.path("span_schema_counts").path("desk:tool:search").intValue()).isEqualTo(2);
	}

	@Test
	void instanceWhenUnknownShouldAnswer404() {
		this.platform.get("agent_instance/" + AGENT).isRefused(404, "not_found");
	}

	@Test
	void instancesShouldComeInTheOrderOfArrival() {
		List<String> runs = List.of(this.platform.run(), this.platform.run(), this.platform.run());
		assertThat(ids(this.platform.get("agent_instance").accepted())).isEqualTo(runs);
	}

	@Test
	void instancesShouldBeTheAgents() {
		this.platform.run();
		String run = this.platform
			.post("agent_instance/register", TestPlatform.registration(",\"agent_id\":\"" + AGENT + "\""))
			.id();
		assertThat(ids(this.platform.get("agent_instance?agent_id=" + AGENT))).containsExactly(run);
	}

	@Test
	void instancesWhenSortedShouldPutTheAbsentLast() {
		String pending = this.platform.register();
		String active = this.platform.run();
		Reply reply = this.platform.get("agent_instance?sorting[field]=started_at&sorting[direction]=asc").accepted();
		assertThat(ids(reply)).containsExactly(active, pending);
		assertThat(reply.json().path("sorting")).hasToString("{\"field\":\"started_at\",\"direction\":\"asc\"}");
	}

	@Test
	void spansShouldBeTheRuns() {
		String run = this.platform.run();
		this.platform.span(this.platform.run());
		String span = this.platform.span(run);
		assertThat(ids(this.platform.get("agent_spans?agent_instance_id=" + run))).containsExactly(span);
	}

	@Test
	void spansShouldBeTheAgents() {
		String run = this.platform.run();
		String agent = this.platform.instance(run).path("agent_id").stringValue();
		String span = this.platform.span(run);
		assertThat(ids(this.platform.get("agent_spans?agent_id=" + agent))).containsExactly(span);
		assertThat(ids(this.platform.get("agent_spans?agent_id=" + AGENT))).isEmpty();
	}

	@Test
	void spansWhenTheRunIsUnknownShouldAnswer404() {
		this.platform.get("agent_spans?agent_instance_id=" + AGENT).isRefused(404, "not_found");
	}

	@Test
	void spansWhenSortedDescendingShouldComeLatestFirst() {
		String run = this.platform.run();
		String first = this.platform.span(run);
		this.platform.advance(Duration.ofMillis(1));
		String second = this.platform.span(run);
		assertThat(ids(this.platform
			.get("agent_spans?agent_instance_id=" + run + "&sorting[field]=started_at&sorting[direction]=desc")))
			.containsExactly(second, first);
	}

	@Test
	void spansShouldComeInPages() {
		String run = this.platform.run();
		List<String> spans = IntStream.range(0, 5).mapToObj((i) -> this.platform.span(run)).toList();
		Reply page = this.platform
			.get("agent_spans?agent_instance_id=" + run + "&pagination[offset]=1&pagination[page_size]=3");
		assertThat(ids(page)).isEqualTo(spans.subList(1, 4));
		assertThat(page.json().path("pagination").path("item_count").intValue()).isEqualTo(5);
		assertThat(page.json().path("pagination").path("next_page_offset").intValue()).isEqualTo(4);
	}

	@Test
	void spansOnTheLastPageShouldNameNoNextOne() {
		String run = this.platform.run();
		this.platform.span(run);
		Reply page = this.platform.get("agent_spans?agent_instance_id=" + run + "&pagination[page_size]=1");
		assertThat(page.json().path("pagination").path("next_page_offset").isNull()).isTrue();
	}

	@Test
	void spansBeyondTheEndShouldBeNone() {
		String run = this.platform.run();
		this.platform.span(run);
		assertThat(ids(this.platform.get("agent_spans?agent_instance_id=" + run + "&pagination[offset]=9"))).isEmpty();
	}

	@Test
	void spansWhenLargeShouldEndThePageEarly() {
		String run = this.platform.run();
		String payload = ",\"payload\":{\"text\":\"" + "x".repeat(5_000_000) + "\"}";
		IntStream.range(0, 3).forEach((i) -> this.platform.createSpan(run, "active", payload).accepted());
		Reply page = this.platform.get("agent_spans?agent_instance_id=" + run);
		assertThat(page.list()).hasSize(2);
		assertThat(page.json().path("pagination").path("next_page_offset").intValue()).isEqualTo(2);
	}

	@ParameterizedTest
	@CsvSource({ "sorting=started_at,sorting", "sorting[field]=color,sorting[field]",
			"sorting[direction]=up,sorting[direction]", "pagination[offset]=-1,pagination[offset]",
			"pagination[page_size]=0,pagination[page_size]", "pagination[page_size]=x,pagination[page_size]" })
	void listWhenTheQueryIsWrongShouldNameTheParameter(String query, String parameter) {
		this.platform.get("agent_instance?" + query).isInvalid(parameter);
	}

	private static List<String> ids(Reply reply) {
		return reply.list().stream().map((item) -> item.path("id").stringValue()).toList();
	}

}
