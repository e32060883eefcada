package ai.prefactor.http;

import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;

/**
 * Reads one property of an answer that may be too large to be held as a tree.
 *
 * @param <T> what it is read as
 * @since 0.1.0
 */
@FunctionalInterface
public interface PropertyReader<T> {

	/**
	 * Reads the property.
	 * @param json at the property's value; left there or at the end of it
	 * @param cleaner makes a text of the server's fit for messages: without the token, on
	 * one line, not too long
	 * @return what was read, or {@code null} if this is none of Prefactor's
	 */
	@Nullable T read(JsonParser json, UnaryOperator<String> cleaner);

}
