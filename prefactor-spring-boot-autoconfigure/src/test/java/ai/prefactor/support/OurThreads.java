package ai.prefactor.support;

import java.util.Set;
import java.util.stream.Collectors;

/**
 * The threads of this library that are alive.
 */
public final class OurThreads {

	private OurThreads() {
	}

	/**
	 * Those whose names start with {@code prefactor}.
	 */
	public static Set<Thread> alive() {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.filter((thread) -> thread.getName().startsWith("prefactor"))
			.collect(Collectors.toSet());
	}

	/**
	 * Those that are alive and are not in the given set.
	 */
	public static Set<Thread> since(Set<Thread> before) {
		return alive().stream().filter((thread) -> !before.contains(thread)).collect(Collectors.toSet());
	}

}
