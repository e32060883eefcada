package ai.prefactor.sample.docs;

import java.io.IOException;

import org.junit.jupiter.api.Test;

import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link DocumentationLoader}.
 */
class DocumentationLoaderTests {

	@Test
	void loadShouldReadEveryPageBelowTheFolder() {
		assertThat(load("pages").pages()).extracting(Page::path)
			.containsExactly("README.md", "garden.md", "how-to/compost.md");
	}

	@Test
	void loadWhenThereIsNoSuchFolderShouldBeEmpty() {
		assertThat(load("nowhere").pages()).isEmpty();
	}

	@Test
	void loadWhenAPageCannotBeReadShouldKeepTheOthers() {
		Resource unreadable = new ByteArrayResource(new byte[0], "unreadable");
		Resource readable = new ClassPathResource("pages/garden.md");
		DocumentationLoader loader = new DocumentationLoader(new FixedResources(unreadable, readable));
		assertThat(loader.load("pages").pages()).extracting(Page::path).containsExactly("garden.md");
	}

	@Test
	void loadWhenNothingCanBeListedShouldBeEmpty() {
		DocumentationLoader loader = new DocumentationLoader(new FixedResources() {

			@Override
			public Resource[] getResources(String pattern) throws IOException {
				throw new IOException("No class path");
			}

		});
		assertThat(loader.load("pages").pages()).isEmpty();
	}

	private static Documentation load(String folder) {
		return new DocumentationLoader(new PathMatchingResourcePatternResolver()).load(folder);
	}

	private static class FixedResources extends PathMatchingResourcePatternResolver {

		private final Resource[] resources;

		FixedResources(Resource... resources) {
			this.resources = resources;
		}

		@Override
		public Resource[] getResources(String pattern) throws IOException {
			return this.resources;
		}

	}

}
