package ai.prefactor.trace.aop;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import ai.prefactor.trace.SpanSpec;

/**
 * What is known of a traced method before it is called. Immutable.
 *
 * @param spec its spans
 * @param parameters the names of its parameters
 * @param returnType what it returns
 * @param strategy how it is called
 */
record TracedMethod(SpanSpec spec, List<String> parameters, Class<?> returnType, CallStrategy strategy) {

	/**
	 * The arguments of a call by their names.
	 * @param arguments the arguments
	 * @return the inputs, empty if they are not to be captured
	 */
	Map<String, @Nullable Object> inputs(@Nullable Object[] arguments) {
		int count = this.spec.captureInputs() ? Math.min(arguments.length, this.parameters.size()) : 0;
		return (count > 0) ? new NamedArguments(this.parameters, arguments, count) : Map.of();
	}

}
