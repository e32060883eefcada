package ai.prefactor.payload;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;

import org.jspecify.annotations.Nullable;

/**
 * Proxies and collections of Hibernate's: to touch one that is not initialised loads it
 * from the database. Hibernate itself is known by name only.
 */
final class LazyValues {

	private static final String PROXY = "org.hibernate.proxy.HibernateProxy";

	private static final String COLLECTION = "org.hibernate.collection.spi.PersistentCollection";

	private static final ClassValue<Kind> KINDS = new ClassValue<>() {

		@Override
		protected Kind computeValue(Class<?> type) {
			if (find(type, PROXY) != null) {
				return Kind.PROXY;
			}
			return (find(type, COLLECTION) != null) ? Kind.COLLECTION : Kind.NONE;
		}

	};

	private LazyValues() {
	}

	/**
	 * The value itself, what is behind it, or {@code null} if that is not loaded.
	 */
	static @Nullable Object loaded(Object value) {
		return switch (KINDS.get(value.getClass())) {
			case NONE -> value;
			case PROXY -> target(value);
			case COLLECTION -> Boolean.TRUE.equals(call(value, COLLECTION, "wasInitialized")) ? value : null;
		};
	}

	private static @Nullable Object target(Object proxy) {
		Object initializer = call(proxy, PROXY, "getHibernateLazyInitializer");
		String type = "org.hibernate.proxy.LazyInitializer";
		if (initializer == null || !Boolean.FALSE.equals(call(initializer, type, "isUninitialized"))) {
			return null;
		}
		return call(initializer, type, "getImplementation");
	}

	private static @Nullable Object call(Object target, String type, String method) {
		Class<?> declaring = find(target.getClass(), type);
		if (declaring == null) {
			return null;
		}
		try {
			Method found = declaring.getMethod(method);
			return found.invoke(target);
		}
		catch (NoSuchMethodException | IllegalAccessException | InvocationTargetException ex) {
			return null;
		}
	}

	private static @Nullable Class<?> find(@Nullable Class<?> type, String name) {
		if (type == null || type.getName().equals(name)) {
			return type;
		}
		for (Class<?> implemented : type.getInterfaces()) {
			Class<?> found = find(implemented, name);
			if (found != null) {
				return found;
			}
		}
		return find(type.getSuperclass(), name);
	}

	private enum Kind {

		NONE, PROXY, COLLECTION

	}

}
