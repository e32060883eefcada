package ai.prefactor.sample.agent;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

import org.springframework.stereotype.Component;

import ai.prefactor.span.SpanKind;
import ai.prefactor.trace.Traced;

/**
 * Makes a plan from a question: what to search for, and which page to try first.
 */
@Component
class QuestionPlanner {

	private static final Set<String> FUNCTION_WORDS = Set.of("""
			about all also am an and any are as at be been big but by can could did do does doing explain for from
			get give had happen happened happens has have help how if in into is it its know let like long look many
			may me mean means might more much must my need no not of often on or our please see shall should show so
			some such tell than that the their them then there these they this those to use used using want was way
			we were what when where which who whom whose why will with without work works would you your"""
		.split("\\s+"));

	private static final Pattern BETWEEN_WORDS = Pattern.compile("[^\\p{L}\\p{N}]+");

	private static final Pattern ASKS_HOW = Pattern.compile("(?i).*\\b(how (do|does|can|should|to)|example)\\b.*",
			Pattern.DOTALL);

	@Traced(kind = SpanKind.CHAIN)
	public Plan plan(String question) {
		List<String> terms = Arrays.stream(BETWEEN_WORDS.split(question.toLowerCase(Locale.ROOT)))
			.filter((word) -> word.length() > 1 && !FUNCTION_WORDS.contains(word))
			.distinct()
			.toList();
		return new Plan(terms, String.join("-", terms), ASKS_HOW.matcher(question).matches());
	}

}
