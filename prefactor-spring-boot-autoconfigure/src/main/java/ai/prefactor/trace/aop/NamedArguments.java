package ai.prefactor.trace.aop;

import java.util.AbstractMap;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;

import org.jspecify.annotations.Nullable;

/**
 * The arguments of one call by their names, without a copy of either: they are captured
 * at once.
 */
final class NamedArguments extends AbstractMap<String, @Nullable Object> {

	private final List<String> names;

	private final @Nullable Object[] arguments;

	private final int count;

	NamedArguments(List<String> names, @Nullable Object[] arguments, int count) {
		this.names = names;
		this.arguments = arguments;
		this.count = count;
	}

	@Override
	public int size() {
		return this.count;
	}

	@Override
	public void forEach(BiConsumer<? super String, ? super @Nullable Object> action) {
		for (int i = 0; i < this.count; i++) {
			action.accept(this.names.get(i), this.arguments[i]);
		}
	}

	@Override
	public Set<Map.Entry<String, @Nullable Object>> entrySet() {
		Map<String, @Nullable Object> entries = new LinkedHashMap<>();
		forEach(entries::put);
		return Collections.unmodifiableMap(entries).entrySet();
	}

}
