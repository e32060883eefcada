package ai.prefactor.transport;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;

import ai.prefactor.api.Acknowledgement;
import ai.prefactor.api.AgentInstanceClient;
import ai.prefactor.api.AgentSpanClient;
import ai.prefactor.api.ApiClients;
import ai.prefactor.api.ControlSignal;
import ai.prefactor.api.CreateSpanRequest;
import ai.prefactor.api.FinishInstanceRequest;
import ai.prefactor.api.FinishSpanRequest;
import ai.prefactor.api.InstanceDetails;
import ai.prefactor.api.Operation;
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

	private final PlatformRecords records = new PlatformRecords();

	private final FakeBulk bulk = new FakeBulk(this);

	private final AtomicInteger pings = new AtomicInteger();

	private volatile Consumer<Call> before = (call) -> {
	};

	private volatile Consumer<Call> after = (call) -> {
	};

	private volatile Runnable onPing = () -> {
	};

	ApiClients clients() {
		return new ApiClients(new Instances(), new Spans(), this.bulk, this::ping);
	}

	/**
	 * What comes in bulk.
	 */
	FakeBulk bulk() {
		return this.bulk;
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
		this.records.assign(ids);
	}

	/**
	 * The platform's id of something that it may have.
	 */
	String idOf(String id) {
		return this.records.idOf(id);
	}

	/**
	 * Whether a request is a repeat of one that was acted on.
	 */
	boolean hasAnswered(Call call) {
		return this.records.hasAnswered(call);
	}

	void control(ControlSignal control) {
		this.records.control(control);
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
	List<String> violations() {
		return this.records.violations();
	}

	Map<String, String> instances() {
		return this.records.instances();
	}

	/**
	 * The spans that were accepted, in their order.
	 */
	List<PlatformRecords.SpanRow> spans() {
		return this.records.spans();
	}

	/**
	 * How many requests there were, pings aside.
	 */
	long requests() {
		return this.bulk.requests().size() + calls().stream().filter((call) -> !call.bulk()).count();
	}

	int pings() {
		return this.pings.get();
	}

	private void ping() {
		this.pings.incrementAndGet();
		this.onPing.run();
	}

	private Acknowledgement ask(Operation operation, @Nullable String id, EncodedBody<?> body) {
		return ask(new Call(operation, id, new String(body.toByteArray(), StandardCharsets.UTF_8), false), Set.of());
	}

	/**
	 * Acts on a request.
	 * @param call the request
	 * @param renamed ids that the client could not know to be others
	 * @return the answer
	 */
	Acknowledgement ask(Call call, Set<String> renamed) {
		synchronized (this) {
			this.calls.add(call);
			this.records.check(call);
		}
		try {
			this.before.accept(call);
		}
		catch (RuntimeException | Error ex) {
			this.records.refused(call);
			throw ex;
		}
		Acknowledgement answer = this.records.act(call, renamed);
		this.after.accept(call);
		return answer;
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
