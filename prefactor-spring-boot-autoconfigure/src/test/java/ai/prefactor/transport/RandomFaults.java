package ai.prefactor.transport;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

import ai.prefactor.api.Operation;
import ai.prefactor.http.PrefactorConnectionException.Kind;

/**
 * A platform that fails at random, in every way it may: at requests, at items, before it
 * acts and after. What it refuses for good, it refuses always.
 */
final class RandomFaults {

	private final Random random;

	private final int rarity;

	// Some platforms look at all items first
	private final boolean refusingWhole;

	private final Set<String> poison = new HashSet<>();

	private final Map<String, Integer> failures = new HashMap<>();

	/**
	 * Faults.
	 * @param rarity one request or item in so many fails for each reason there is
	 */
	RandomFaults(Random random, int rarity) {
		this.random = random;
		this.rarity = rarity;
		this.refusingWhole = random.nextBoolean();
	}

	void applyTo(FakePlatform platform) {
		platform.before((call) -> beforeItem(call, platform.hasAnswered(call)));
		platform.after((call) -> afterwards());
		platform.bulk().before(this::beforeBulk);
		platform.bulk().after((items) -> afterwards());
		platform.bulk().stopBefore((item) -> isTime());
		platform.bulk().answer((results) -> isTime() ? Map.of() : results);
		if (this.random.nextInt(4) == 0) {
			platform.assign((id) -> "srv-" + id);
		}
	}

	/**
	 * Has a span refused for good.
	 */
	void poison(TestRun.Span span) {
		this.poison.add(span.id().toString());
	}

	/**
	 * Whether a span may be given up, because it is refused or the platform failed at it
	 * alone time and again.
	 */
	boolean mayBeRejected(TestRun.Span span) {
		String id = span.id().toString();
		return this.poison.contains(id) || this.failures.getOrDefault(id, 0) >= 3;
	}

	boolean isPoison(TestRun.Span span) {
		return this.poison.contains(span.id().toString());
	}

	private void beforeBulk(List<Call> items) {
		if (this.refusingWhole && items.stream().anyMatch(this::isRefused)) {
			throw Failures.status(400);
		}
		if (isTime()) {
			throw Failures.status(503);
		}
		if (isTime()) {
			throw Failures.connection(Kind.CONNECT);
		}
		if (items.size() > 1 && isTime()) {
			throw Failures.status(413);
		}
	}

	private void beforeItem(Call call, boolean answered) {
		if (isRefused(call)) {
			throw Failures.status(422);
		}
		if (!answered && isTime()) {
			this.failures.merge(call.subject().replace("srv-", ""), 1, Integer::sum);
			throw Failures.status(503);
		}
		if (isTime()) {
			throw Failures.connection(Kind.TIMEOUT);
		}
		if (isTime()) {
			throw Failures.html(502);
		}
	}

	private void afterwards() {
		if (isTime()) {
			throw Failures.connection(Kind.TIMEOUT);
		}
		if (isTime()) {
			throw Failures.connection(Kind.DROPPED);
		}
		if (isTime()) {
			throw Failures.html(200);
		}
	}

	private boolean isRefused(Call call) {
		return call.operation() == Operation.CREATE_SPAN && this.poison.contains(call.subject());
	}

	private boolean isTime() {
		return this.rarity > 0 && this.random.nextInt(this.rarity) == 0;
	}

}
