package ai.prefactor.sample.docs;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.core.io.Resource;
import org.springframework.core.io.support.ResourcePatternResolver;

/**
 * Reads every Markdown page below a folder of the class path. A page that cannot be read
 * is left out: the assistant starts with what there is.
 */
public final class DocumentationLoader {

	private static final Logger logger = LoggerFactory.getLogger(DocumentationLoader.class);

	private final ResourcePatternResolver resources;

	public DocumentationLoader(ResourcePatternResolver resources) {
		this.resources = resources;
	}

	/**
	 * Loads the pages.
	 * @param folder a folder on the class path, for example {@code documentation}
	 * @return the pages, sorted by their paths
	 */
	public Documentation load(String folder) {
		List<Page> pages = new ArrayList<>();
		for (Resource resource : find(folder)) {
			try {
				pages.add(read(folder, resource));
			}
			catch (IOException ex) {
				logger.warn("Left out a page that cannot be read: {}", resource, ex);
			}
		}
		pages.sort(Comparator.comparing(Page::path));
		logger.info("Read {} pages of documentation", pages.size());
		return new Documentation(pages);
	}

	private Resource[] find(String folder) {
		try {
			return this.resources.getResources("classpath*:" + folder + "/**/*.md");
		}
		catch (IOException ex) {
			logger.warn("No documentation can be read from '{}'", folder, ex);
			return new Resource[0];
		}
	}

	private Page read(String folder, Resource resource) throws IOException {
		String url = resource.getURL().toString();
		String marker = "/" + folder + "/";
		String path = url.substring(url.lastIndexOf(marker) + marker.length());
		String markdown = resource.getContentAsString(StandardCharsets.UTF_8);
		return new Page(path, new MarkdownReader(path).read(markdown));
	}

}
