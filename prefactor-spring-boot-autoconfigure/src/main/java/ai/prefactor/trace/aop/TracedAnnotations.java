package ai.prefactor.trace.aop;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import org.springframework.aop.support.AopUtils;
import org.springframework.context.annotation.Bean;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.annotation.MergedAnnotation;
import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.core.annotation.MergedAnnotations.SearchStrategy;
import org.springframework.util.ClassUtils;
import org.springframework.util.ConcurrentReferenceHashMap;
import org.springframework.util.ReflectionUtils;

import ai.prefactor.trace.Traced;

/**
 * Finds what {@link Traced} says of a method: on the method first, wherever in its
 * hierarchy, then on the class of the bean, then on an interface that declares the
 * method. The methods of {@link Object} and those that make beans are never traced.
 */
final class TracedAnnotations {

	private static final Map<Class<?>, OnType> ON_TYPES = new ConcurrentReferenceHashMap<>();

	private TracedAnnotations() {
	}

	static @Nullable Traced find(Method method, Class<?> targetClass) {
		Method specific = AopUtils.getMostSpecificMethod(method, targetClass);
		if (ReflectionUtils.isObjectMethod(specific) || isUnreachable(specific)) {
			return null;
		}
		Traced traced = onMethodOrType(specific, targetClass);
		return (traced != null && AnnotatedElementUtils.hasAnnotation(specific, Bean.class)) ? null : traced;
	}

	private static @Nullable Traced onMethodOrType(Method specific, Class<?> targetClass) {
		Traced onMethod = AnnotatedElementUtils.findMergedAnnotation(specific, Traced.class);
		if (onMethod != null || !Modifier.isPublic(specific.getModifiers())) {
			return onMethod;
		}
		Class<?> userClass = ClassUtils.getUserClass(targetClass);
		OnType onType = ON_TYPES.computeIfAbsent(userClass, OnType::of);
		return (onType.onClass() != null) ? onType.onClass() : onInterface(onType, specific, userClass);
	}

	private static boolean isUnreachable(Method method) {
		return Modifier.isStatic(method.getModifiers()) || Modifier.isPrivate(method.getModifiers());
	}

	private static @Nullable Traced onInterface(OnType onType, Method specific, Class<?> userClass) {
		for (Map.Entry<Class<?>, Traced> entry : onType.onInterfaces().entrySet()) {
			if (declares(entry.getKey(), specific, userClass)) {
				return entry.getValue();
			}
		}
		return null;
	}

	private static boolean declares(Class<?> type, Method specific, Class<?> userClass) {
		for (Method declared : type.getMethods()) {
			if (declared.getName().equals(specific.getName())
					&& AopUtils.getMostSpecificMethod(declared, userClass).equals(specific)) {
				return true;
			}
		}
		return false;
	}

	/**
	 * What is said of all methods of a class, the same for each of them.
	 *
	 * @param onClass what stands on the class or above it
	 * @param onInterfaces what stands on its interfaces
	 */
	private record OnType(@Nullable Traced onClass, Map<Class<?>, Traced> onInterfaces) {

		static OnType of(Class<?> userClass) {
			Map<Class<?>, Traced> onInterfaces = new LinkedHashMap<>();
			for (Class<?> type : ClassUtils.getAllInterfacesForClassAsSet(userClass)) {
				on(type, SearchStrategy.TYPE_HIERARCHY).ifPresent((traced) -> onInterfaces.put(type, traced));
			}
			return new OnType(on(userClass, SearchStrategy.SUPERCLASS).orElse(null), onInterfaces);
		}

		private static Optional<Traced> on(Class<?> type, SearchStrategy strategy) {
			return MergedAnnotations.from(type, strategy).get(Traced.class).synthesize(MergedAnnotation::isPresent);
		}

	}

}
