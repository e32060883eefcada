package ai.prefactor.delivery;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

import ai.prefactor.support.Fault;
import ai.prefactor.support.ItemFault;
import ai.prefactor.support.ScriptedServer.Request;
import ai.prefactor.support.WireItem;

/**
 * Faults at random, as long as it is bad. A server that has limits, and refuses what is
 * poisoned, it is always.
 */
final class RandomWeather implements Function<Request, @Nullable Fault> {

	private static final int MAX_BODY = 64 * 1024;

	private static final Fault REFUSAL = ItemFault.error(RandomWeather::isPoisoned, 422, "validation_error");

	private final Random random;

	// A server that fails at the same thing again and again finds it poisoned
	private final Set<String> failedOnce = new HashSet<>();

	private boolean bad;

	private int faults;

	RandomWeather(long seed) {
		this.random = new Random(seed);
	}

	synchronized void bad(boolean bad) {
		this.bad = bad;
		this.faults = 0;
		this.failedOnce.clear();
	}

	/**
	 * How many faults there were since it became as it is.
	 */
	synchronized int faults() {
		return this.faults;
	}

	@Override
	public synchronized @Nullable Fault apply(Request request) {
		if (request.body().length() > MAX_BODY) {
			return Fault.status(413, "too_large");
		}
		boolean poisoned = isPoisoned(request.body());
		Fault fault = this.bad ? fault(request, this.random.nextInt(poisoned ? 12 : 100), this.random.nextInt()) : null;
		this.faults += (fault != null) ? 1 : 0;
		return (fault == null && poisoned) ? REFUSAL : fault;
	}

	private @Nullable Fault fault(Request request, int lot, int salt) {
		return switch (lot) {
			case 0 -> Fault.dropBefore();
			case 1 -> (salt % 3 == 0) ? Fault.hang() : null;
			case 2 -> Fault.status(429, "rate_limited");
			case 3 -> Fault.html(502);
			case 4 -> Fault.html(200);
			case 5 -> once(request, Fault.status(500, "internal_error"));
			case 6 -> once(request, Fault.status(503, "unavailable"));
			// Those from here on carry something out
			case 12, 13 -> Fault.dropAfter();
			case 14 -> (salt % 3 == 0) ? Fault.hangAfter() : null;
			case 15, 16 -> Fault.truncate();
			case 17 -> Fault.pad(200_000);
			case 18, 19 -> Fault.delay(Duration.ofMillis(20));
			case 20, 21 -> ItemFault.missing(some(salt));
			case 22 -> once(request, ItemFault.error(some(salt), 503, "unavailable"));
			default -> null;
		};
	}

	private @Nullable Fault once(Request request, Fault fault) {
		List<WireItem> items = WireItem.of(request);
		return (items.isEmpty() || this.failedOnce.add(items.get(0).key())) ? fault : null;
	}

	private static Predicate<String> some(int salt) {
		return (item) -> (item.hashCode() ^ salt) % 7 == 0;
	}

	private static boolean isPoisoned(String text) {
		return text.contains('"' + Workload.POISON + '"');
	}

}
