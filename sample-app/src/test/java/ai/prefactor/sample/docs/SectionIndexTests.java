package ai.prefactor.sample.docs;

import java.io.IOException;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link SectionIndex}.
 */
class SectionIndexTests {

	private final SectionIndex index = new SectionIndex(
			List.of(section("Tracing", "Each call is recorded."), section("Queue", "Set `prefactor.queue.maxBytes`."),
					section("Other", "The queue is mentioned here, in passing, between many other words.")));

	@AfterEach
	void close() throws IOException {
		this.index.close();
	}

	@Test
	void searchShouldFindWordsByTheirStems() {
		assertThat(titles("traced recording")).containsExactly("Tracing");
	}

	@Test
	void searchShouldFindTheWordsOfANameFromCode() {
		assertThat(titles("bytes")).containsExactly("Queue");
	}

	@Test
	void searchShouldPutATitleBeforeAMention() {
		assertThat(titles("queue")).containsExactly("Queue", "Other");
	}

	@Test
	void searchShouldReturnAtMostTheLimit() {
		assertThat(this.index.search("queue", 1)).hasSize(1);
	}

	@Test
	void searchWhenNoSectionHasTheWordsShouldFindNothing() {
		assertThat(titles("bread")).isEmpty();
	}

	@Test
	void searchWhenThereAreNoWordsShouldFindNothing() {
		assertThat(titles("the ?")).isEmpty();
	}

	@Test
	void searchShouldReadQuerySyntaxAsWords() {
		assertThat(titles("+queue AND (title:* OR [\"")).contains("Queue");
	}

	@Test
	void searchWhenThereAreNoSectionsShouldFindNothing() throws IOException {
		try (SectionIndex empty = new SectionIndex(List.of())) {
			assertThat(empty.search("queue", 3)).isEmpty();
		}
	}

	private List<String> titles(String words) {
		return this.index.search(words, 10).stream().map(Section::title).toList();
	}

	private static Section section(String title, String text) {
		return new Section("page.md", List.of(title), title, List.of(text), List.of());
	}

}
