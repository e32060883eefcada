package ai.prefactor.transport;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import ai.prefactor.api.Acknowledgement;
import ai.prefactor.api.AgentInstanceClient;
import ai.prefactor.api.AgentSpanClient;
import ai.prefactor.api.ApiClients;
import ai.prefactor.api.ControlSignal;
import ai.prefactor.api.CreateSpanRequest;
import ai.prefactor.api.FinishInstanceRequest;
import ai.prefactor.api.FinishSpanRequest;
import ai.prefactor.api.InstanceDetails;
import ai.prefactor.api.RegisterRequest;
import ai.prefactor.api.StartInstanceRequest;
import ai.prefactor.http.EncodedBody;

/**
 * A platform behind the endpoint clients that takes nothing that is out of order, and
 * remembers what it got. Faults come from its scripts: one that runs before a request is
 * acted on, and one that runs after.
 */
final class FakePlatform {

	private final List<Call> calls = new ArrayList<>();

	private final List<String> violations = new ArrayList<>();

	private final Map<String, String> bodies = new HashMap<>();

	private final Map<String, Acknowledgement> answers = new HashMap<>();

	private final Map<String, String> instances = new LinkedHashMap<>();

	private final Map<String, SpanRow> spans = new LinkedHashMap<>();

	private final AtomicInteger pings = new AtomicInteger();

	private volatile Consumer<Call> before = (call) -> {
	};

	private volatile Consumer<Call> after = (call) -> {
	};

	private volatile Runnable onPing = () -> {
	};

	private volatile UnaryOperator<String> ids = UnaryOperator.identity();

	private volatile @Nullable ControlSignal control;

	ApiClients clients() {
		return new ApiClients(new Instances(), new Spans(), this::ping);
	}

	/**
	 * Runs before a request is acted on: what it throws is the answer.
	 */
	void before(Consumer<Call> script) {
		this.before = script;
	}

	/**
	 * Runs after a request was acted on: what it throws is the answer.
	 */
	void after(Consumer<Call> script) {
		this.after = script;
	}

	void onPing(Runnable script) {
		this.onPing = script;
	}

	/**
	 * Gives runs and spans other ids than they came with.
	 */
	void assign(UnaryOperator<String> ids) {
		this.ids = ids;
	}

	void control(ControlSignal control) {
		this.control = control;
	}

	synchronized List<Call> calls() {
		return List.copyOf(this.calls);
	}

	List<Call> calls(Operation operation) {
		return calls().stream().filter((call) -> call.operation() == operation).toList();
	}

	/**
	 * Requests in short, for example {@code CREATE_SPAN complete}.
	 */
	List<String> log() {
		return calls().stream().map((call) -> (call.operation() + " " + call.status()).strip()).toList();
	}

	/**
	 * What no client may do and one did.
	 */
	synchronized List<String> violations() {
		return List.copyOf(this.violations);
	}

	synchronized Map<String, String> instances() {
		return Map.copyOf(this.instances);
	}

	/**
	 * The spans that were accepted, in their order.
	 */
	synchronized List<SpanRow> spans() {
		return List.copyOf(this.spans.values());
	}

	int pings() {
		return this.pings.get();
	}

	private void ping() {
		this.pings.incrementAndGet();
		this.onPing.run();
	}

	private Acknowledgement ask(Operation operation, @Nullable String id, EncodedBody<?> body) {
		Call call = new Call(operation, id, new String(body.toByteArray(), StandardCharsets.UTF_8));
		synchronized (this) {
			this.calls.add(call);
			String known = this.bodies.putIfAbsent(call.key(), call.body());
			if (known != null && !known.equals(call.body())) {
				this.violations.add("another body under " + call.key());
			}
		}
		this.before.accept(call);
		Acknowledgement answer;
		synchronized (this) {
			Acknowledgement first = this.answers.get(call.key());
			answer = (first != null) ? first : act(call);
			this.answers.put(call.key(), answer);
		}
		this.after.accept(call);
		return answer;
	}

	private Acknowledgement act(Call call) {
		switch (call.operation()) {
			case REGISTER -> require(this.instances.put(this.ids.apply(call.subject()), "pending") == null, call);
			case START -> require("pending".equals(this.instances.put(call.subject(), "active")), call);
			case FINISH -> require("active".equals(this.instances.put(call.subject(), call.status())), call);
			case CREATE_SPAN -> create(call);
			case FINISH_SPAN -> finish(call);
		}
		boolean named = call.operation() == Operation.REGISTER || call.operation() == Operation.CREATE_SPAN;
		return new Acknowledgement(named ? this.ids.apply(call.subject()) : null, this.control, false);
	}

	private void create(Call call) {
		JsonNode details = call.details();
		String run = details.path("agent_instance_id").stringValue("");
		String parent = details.path("parent_span_id").stringValue(null);
		require("active".equals(this.instances.get(run)), call);
		require(parent == null || (this.spans.get(parent) != null && this.spans.get(parent).run().equals(run)), call);
		String id = this.ids.apply(call.subject());
		require(this.spans.put(id, new SpanRow(call.subject(), run, parent, call.status())) == null, call);
	}

	private void finish(Call call) {
		SpanRow span = this.spans.get(call.subject());
		require(span != null && "active".equals(span.status()), call);
		if (span != null) {
			require("active".equals(this.instances.get(span.run())), call);
			this.spans.put(call.subject(), new SpanRow(span.id(), span.run(), span.parent(), call.status()));
		}
	}

	private void require(boolean condition, Call call) {
		if (!condition) {
			this.violations.add("out of order: " + call);
		}
	}

	/**
	 * A span that was accepted.
	 *
	 * @param id the id that it came with
	 * @param run the platform's id of its run
	 * @param parent the platform's id of its parent
	 * @param status its status
	 */
	record SpanRow(String id, String run, @Nullable String parent, String status) {

	}

	private final class Instances implements AgentInstanceClient {

		@Override
		public Acknowledgement register(EncodedBody<RegisterRequest> body) {
			return ask(Operation.REGISTER, null, body);
		}

		@Override
		public Acknowledgement start(String instanceId, EncodedBody<StartInstanceRequest> body) {
			return ask(Operation.START, instanceId, body);
		}

		@Override
		public Acknowledgement finish(String instanceId, EncodedBody<FinishInstanceRequest> body) {
			return ask(Operation.FINISH, instanceId, body);
		}

		@Override
		public InstanceDetails get(String instanceId) {
			throw new UnsupportedOperationException();
		}

	}

	private final class Spans implements AgentSpanClient {

		@Override
		public Acknowledgement create(EncodedBody<CreateSpanRequest> body) {
			return ask(Operation.CREATE_SPAN, null, body);
		}

		@Override
		public Acknowledgement finish(String spanId, EncodedBody<FinishSpanRequest> body) {
			return ask(Operation.FINISH_SPAN, spanId, body);
		}

	}

}
