package ai.prefactor.trace.aop;

import java.lang.reflect.Method;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;

import org.springframework.aop.framework.AopInfrastructureBean;
import org.springframework.aop.support.AopUtils;
import org.springframework.core.GenericTypeResolver;
import org.springframework.core.MethodClassKey;
import org.springframework.util.StringUtils;

import ai.prefactor.schema.SchemaRegistry;
import ai.prefactor.schema.SpanTypeSchema;
import ai.prefactor.trace.SpanSpec;
import ai.prefactor.trace.Traced;

/**
 * Resolves traced methods, each once, and declares their span types. Safe for use by many
 * threads.
 */
final class TracedMethods implements AopInfrastructureBean {

	private final SchemaRegistry schemas;

	private final ParameterNames parameterNames;

	private final CallStrategy publisherCall;

	private final Map<MethodClassKey, TracedMethod> methods = new ConcurrentHashMap<>();

	TracedMethods(SchemaRegistry schemas, ParameterNames parameterNames, UnsubscribedSpans unsubscribed) {
		this.schemas = schemas;
		this.parameterNames = parameterNames;
		this.publisherCall = new PublisherCall(unsubscribed);
	}

	/**
	 * Finds out about a method.
	 * @param method the method that is called
	 * @param targetClass the class of the object that it is called on
	 * @return what is known, {@code null} if the method is not traced
	 */
	@Nullable TracedMethod find(Method method, Class<?> targetClass) {
		MethodClassKey key = new MethodClassKey(method, targetClass);
		TracedMethod known = this.methods.get(key);
		if (known == null) {
			Traced traced = TracedAnnotations.find(method, targetClass);
			if (traced != null) {
				known = resolve(traced, method, targetClass);
				this.methods.put(key, known);
			}
		}
		return known;
	}

	private TracedMethod resolve(Traced traced, Method method, Class<?> targetClass) {
		Method specific = AopUtils.getMostSpecificMethod(method, targetClass);
		String name = StringUtils.hasText(traced.name()) ? traced.name() : specific.getName();
		String type = StringUtils.hasText(traced.type()) ? traced.type() : this.schemas.type(traced.kind().id(), name);
		this.schemas.register(SpanTypeSchema.permissive(type));
		SpanSpec spec = SpanSpec.of(name, traced.kind())
			.withType(type)
			.withCapture(traced.captureInputs(), traced.captureOutputs());
		Class<?> returnType = GenericTypeResolver.resolveReturnType(specific, targetClass);
		return new TracedMethod(spec, this.parameterNames.of(specific, method), returnType, strategy(returnType));
	}

	private CallStrategy strategy(Class<?> returnType) {
		if (PublisherCall.supports(returnType)) {
			return this.publisherCall;
		}
		return StageEnding.supports(returnType) ? DirectCall.OF_STAGE : DirectCall.OF_VALUE;
	}

}
