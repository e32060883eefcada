package ai.prefactor.trace;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.springframework.core.annotation.AliasFor;

import ai.prefactor.span.SpanKind;

/**
 * Makes every call of a method of a Spring bean a span. On a class it concerns each of
 * its public methods. A span that starts where no span is current opens a run, and ends
 * it.
 * <p>
 * Works on calls from outside the bean: a call from one method of an object to another
 * does not pass through the proxy. The span ends when the result does: a
 * {@link java.util.concurrent.CompletionStage}, a {@code Mono} and a {@code Flux} when
 * they complete, fail or are cancelled. What the method returns or throws is passed on as
 * it is.
 *
 * @since 0.1.0
 */
@Target({ ElementType.METHOD, ElementType.TYPE })
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@Documented
public @interface Traced {

	/**
	 * Alias for {@link #name}.
	 * @return the name of the span
	 */
	@AliasFor("name")
	String value() default "";

	/**
	 * The name of the span. Defaults to the method's name.
	 * @return the name of the span
	 */
	@AliasFor("value")
	String name() default "";

	/**
	 * What kind of step the span stands for.
	 * @return the kind
	 */
	SpanKind kind() default SpanKind.CHAIN;

	/**
	 * The span type, for example {@code myapp:tool:search}. Defaults to
	 * {@code <prefix>:<kind>:<name>}, with the prefix of
	 * {@code prefactor.agent.span-type-prefix}.
	 * @return the span type
	 */
	String type() default "";

	/**
	 * Whether the arguments are captured, where {@code prefactor.capture.inputs} allows
	 * it.
	 * @return {@code false} to leave them out
	 */
	boolean captureInputs() default true;

	/**
	 * Whether the result is captured, where {@code prefactor.capture.outputs} allows it.
	 * @return {@code false} to leave it out
	 */
	boolean captureOutputs() default true;

}
