package ai.prefactor.benchmarks.delivery;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

import javax.management.Notification;
import javax.management.NotificationEmitter;
import javax.management.openmbean.CompositeData;

/**
 * Watches the heap: how much of it was used at most, and how much was left by any
 * collection.
 */
final class Memory {

	private static final double MEGABYTE = 1 << 20;

	private final AtomicLong live = new AtomicLong();

	private Memory() {
	}

	static Memory watch() {
		Memory memory = new Memory();
		for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
			((NotificationEmitter) collector).addNotificationListener(memory::collected, null, null);
		}
		return memory;
	}

	/**
	 * Begins anew, with nothing but what is in use.
	 */
	void reset() {
		System.gc();
		this.live.set(0);
		ManagementFactory.getMemoryPoolMXBeans().forEach(MemoryPoolMXBean::resetPeakUsage);
	}

	/**
	 * The most that the heap's pools held, garbage included.
	 * @return megabytes
	 */
	double peak() {
		return heap().mapToLong((pool) -> pool.getPeakUsage().getUsed()).sum() / MEGABYTE;
	}

	/**
	 * The most that was in use after a collection.
	 * @return megabytes
	 */
	double live() {
		System.gc();
		return this.live.get() / MEGABYTE;
	}

	private void collected(Notification notification, Object handback) {
		var info = com.sun.management.GarbageCollectionNotificationInfo
			.from((CompositeData) notification.getUserData());
		Map<String, MemoryUsage> pools = info.getGcInfo().getMemoryUsageAfterGc();
		long used = heap().map(MemoryPoolMXBean::getName)
			.map(pools::get)
			.filter(Objects::nonNull)
			.mapToLong(MemoryUsage::getUsed)
			.sum();
		this.live.accumulateAndGet(used, Math::max);
	}

	private static Stream<MemoryPoolMXBean> heap() {
		return ManagementFactory.getMemoryPoolMXBeans().stream().filter((pool) -> pool.getType() == MemoryType.HEAP);
	}

}
