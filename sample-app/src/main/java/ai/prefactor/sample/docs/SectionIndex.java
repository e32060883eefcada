package ai.prefactor.sample.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.similarities.BM25Similarity;
import org.apache.lucene.store.ByteBuffersDirectory;

/**
 * A full-text index of the sections, in memory, ranked by BM25. Built once and only read
 * afterwards, by as many threads as there are.
 */
public final class SectionIndex implements AutoCloseable {

	private static final String POSITION = "position";

	private static final String TITLE = "title";

	private static final String CONTENT = "content";

	private static final float TITLE_BOOST = 2;

	private final TechnicalEnglishAnalyzer analyzer = new TechnicalEnglishAnalyzer();

	private final List<Section> sections;

	private final DirectoryReader reader;

	private final IndexSearcher searcher;

	public SectionIndex(List<Section> sections) {
		this.sections = List.copyOf(sections);
		try {
			this.reader = DirectoryReader.open(write());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		this.searcher = new IndexSearcher(this.reader);
		this.searcher.setSimilarity(new BM25Similarity());
	}

	/**
	 * Finds the sections that contain at least one of the words.
	 * @param words what to look for, in plain English
	 * @param limit how many sections to return at most, 1 or more
	 * @return the sections, the best first
	 */
	public List<Section> search(String words, int limit) {
		BooleanQuery.Builder query = new BooleanQuery.Builder();
		for (String stem : stems(words)) {
			query.add(new BoostQuery(new TermQuery(new Term(TITLE, stem)), TITLE_BOOST), Occur.SHOULD);
			query.add(new TermQuery(new Term(CONTENT, stem)), Occur.SHOULD);
		}
		try {
			List<Section> found = new ArrayList<>();
			for (ScoreDoc hit : this.searcher.search(query.build(), limit).scoreDocs) {
				Document document = this.searcher.storedFields().document(hit.doc);
				found.add(this.sections.get(document.getField(POSITION).numericValue().intValue()));
			}
			return found;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	@Override
	public void close() throws IOException {
		this.reader.close();
	}

	Set<String> stems(String text) {
		return this.analyzer.stems(text);
	}

	int size() {
		return this.sections.size();
	}

	int sectionsWith(String stem) {
		try {
			return this.reader.docFreq(new Term(CONTENT, stem));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private ByteBuffersDirectory write() throws IOException {
		ByteBuffersDirectory directory = new ByteBuffersDirectory();
		try (IndexWriter writer = new IndexWriter(directory, new IndexWriterConfig(this.analyzer))) {
			for (int position = 0; position < this.sections.size(); position++) {
				Section section = this.sections.get(position);
				Document document = new Document();
				document.add(new StoredField(POSITION, position));
				document.add(new TextField(TITLE, section.page() + "\n" + section.title(), Field.Store.NO));
				document.add(new TextField(CONTENT, section.content(), Field.Store.NO));
				writer.addDocument(document);
			}
		}
		return directory;
	}

}
