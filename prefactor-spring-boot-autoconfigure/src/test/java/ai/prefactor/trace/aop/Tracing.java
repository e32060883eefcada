package ai.prefactor.trace.aop;

import java.time.Duration;
import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.aop.framework.ProxyFactory;

import ai.prefactor.action.CreateSpan;
import ai.prefactor.action.FinishInstance;
import ai.prefactor.action.RegisterInstance;
import ai.prefactor.agent.AgentRuns;
import ai.prefactor.agent.RunSampler;
import ai.prefactor.schema.SchemaRegistry;
import ai.prefactor.span.SpanData;
import ai.prefactor.test.PrefactorRecorder;
import ai.prefactor.trace.TestTracing;
import ai.prefactor.trace.Tracer;

/**
 * A tracer, what it recorded, and proxies that it traces.
 */
final class Tracing implements AutoCloseable {

	final SchemaRegistry schemas;

	final AgentRuns runs;

	final Tracer tracer;

	private final PrefactorRecorder recorder = new PrefactorRecorder();

	private final TestTracing tracing;

	Tracing() {
		this((options) -> true);
	}

	Tracing(RunSampler sampler) {
		this.tracing = new TestTracing(this.recorder, sampler, Duration.ofMinutes(5));
		this.schemas = this.tracing.schemas();
		this.runs = this.tracing.runs();
		this.tracer = this.tracing.tracer();
	}

	/**
	 * A class proxy of a target with the advice of traced methods.
	 */
	@SuppressWarnings("unchecked")
	<T> T proxy(T target) {
		TracedMethods methods = new TracedMethods(this.schemas, new ParameterNames(),
				new UnsubscribedSpans(Tracing::daemon));
		ProxyFactory factory = new ProxyFactory(target);
		factory.setProxyTargetClass(true);
		factory.addAdvisor(new TracedAdvisor(new TracedInterceptor(() -> this.tracer, () -> methods)));
		return (T) factory.getProxy();
	}

	/**
	 * The spans that have ended, in the order of their ends.
	 */
	List<SpanData> spans() {
		return actions(CreateSpan.class).stream().map(CreateSpan::span).toList();
	}

	List<SpanData> spans(String name) {
		return spans().stream().filter((span) -> span.name().equals(name)).toList();
	}

	/**
	 * The only span of a name.
	 */
	SpanData span(String name) {
		List<SpanData> found = spans(name);
		if (found.size() != 1) {
			throw new AssertionError(found.size() + " spans '" + name + "' in " + names());
		}
		return found.get(0);
	}

	List<String> names() {
		return spans().stream().map(SpanData::name).toList();
	}

	/**
	 * The name of the parent of the only span of a name.
	 */
	@Nullable String parentOf(String name) {
		SpanData span = span(name);
		return (span.parent() != null) ? span.parent().snapshot().name() : null;
	}

	List<RegisterInstance> registered() {
		return actions(RegisterInstance.class);
	}

	List<FinishInstance> finished() {
		return actions(FinishInstance.class);
	}

	@Override
	public void close() {
		this.tracing.close();
	}

	private <A> List<A> actions(Class<A> type) {
		return this.recorder.actions().stream().filter(type::isInstance).map(type::cast).toList();
	}

	private static Thread daemon(Runnable task) {
		Thread thread = new Thread(task, "unsubscribed");
		thread.setDaemon(true);
		return thread;
	}

}
