package ai.prefactor.sample.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashSet;
import java.util.Set;

import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.LowerCaseFilter;
import org.apache.lucene.analysis.StopFilter;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.core.WhitespaceTokenizer;
import org.apache.lucene.analysis.en.EnglishAnalyzer;
import org.apache.lucene.analysis.en.PorterStemFilter;
import org.apache.lucene.analysis.miscellaneous.WordDelimiterGraphFilter;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;

/**
 * English with names from code in it: words are reduced to their stems, and
 * {@code prefactor.queue.max-bytes} or {@code WorkQueue} are found by each of their
 * words.
 */
final class TechnicalEnglishAnalyzer extends Analyzer {

	private static final int WORD_PARTS = WordDelimiterGraphFilter.GENERATE_WORD_PARTS
			| WordDelimiterGraphFilter.GENERATE_NUMBER_PARTS | WordDelimiterGraphFilter.SPLIT_ON_CASE_CHANGE
			| WordDelimiterGraphFilter.STEM_ENGLISH_POSSESSIVE;

	/**
	 * The different stems of a text.
	 * @param text any text
	 * @return the stems, in the order in which they first occur
	 */
	Set<String> stems(String text) {
		Set<String> stems = new LinkedHashSet<>();
		try (TokenStream tokens = tokenStream("", text)) {
			CharTermAttribute term = tokens.addAttribute(CharTermAttribute.class);
			tokens.reset();
			while (tokens.incrementToken()) {
				stems.add(term.toString());
			}
			tokens.end();
			return stems;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	@Override
	protected TokenStreamComponents createComponents(String fieldName) {
		WhitespaceTokenizer words = new WhitespaceTokenizer();
		TokenStream stems = new WordDelimiterGraphFilter(words, WORD_PARTS, null);
		stems = new LowerCaseFilter(stems);
		stems = new StopFilter(stems, EnglishAnalyzer.getDefaultStopSet());
		return new TokenStreamComponents(words, new PorterStemFilter(stems));
	}

}
