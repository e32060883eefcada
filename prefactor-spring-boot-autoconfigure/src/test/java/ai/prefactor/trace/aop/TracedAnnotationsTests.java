package ai.prefactor.trace.aop;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.function.Supplier;

import org.aopalliance.intercept.MethodInterceptor;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import org.springframework.aop.framework.ProxyFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.AliasFor;

import ai.prefactor.span.SpanKind;
import ai.prefactor.trace.Traced;

import static org.assertj.core.api.Assertions.assertThat;

class TracedAnnotationsTests {

	@Test
	void findShouldTakePublicMethodsOfAnnotatedClass() {
		assertThat(find(OnClass.class, "open")).isNotNull();
	}

	@Test
	void findShouldLeaveOutOtherMethodsOfAnnotatedClass() {
		assertThat(find(OnClass.class, "packaged")).isNull();
		assertThat(find(OnClass.class, "guarded")).isNull();
		assertThat(find(OnClass.class, "hidden")).isNull();
		assertThat(find(OnClass.class, "shared")).isNull();
	}

	@Test
	void findShouldLeaveOutMethodsOfObject() {
		assertThat(find(OnClass.class, "toString")).isNull();
		assertThat(find(OnClass.class, "hashCode")).isNull();
		assertThat(find(OnClass.class, "equals")).isNull();
		assertThat(find(OnClass.class, "getClass")).isNull();
	}

	@Test
	void findShouldPreferTheMethodToTheClass() {
		assertThat(find(OnClass.class, "special").name()).isEqualTo("own");
	}

	@Test
	void findShouldTakeAnnotatedMethodThatIsNotPublic() {
		assertThat(find(OnMethods.class, "packaged")).isNotNull();
		assertThat(find(OnMethods.class, "guarded")).isNotNull();
	}

	@Test
	void findShouldLeaveOutAnnotatedMethodThatNoProxyReaches() {
		assertThat(find(OnMethods.class, "hidden")).isNull();
		assertThat(find(OnMethods.class, "shared")).isNull();
	}

	@Test
	void findShouldTakeTheRightOverload() throws NoSuchMethodException {
		assertThat(TracedAnnotations.find(OnMethods.class.getMethod("overloaded", String.class), OnMethods.class))
			.isNotNull();
		assertThat(TracedAnnotations.find(OnMethods.class.getMethod("overloaded", int.class), OnMethods.class))
			.isNull();
	}

	@Test
	void findShouldTakeAnnotationOfOverriddenMethod() {
		assertThat(find(Overriding.class, "packaged")).isNotNull();
	}

	@Test
	void findShouldTakeSubclassOfAnnotatedClass() {
		assertThat(find(BelowClass.class, "added")).isNotNull();
		assertThat(find(BelowClass.class, "open")).isNotNull();
	}

	@Test
	void findShouldTakeAnnotationOfInterfaceMethod() {
		assertThat(find(Greeter.class, "greet").name()).isEqualTo("greeting");
	}

	@Test
	void findShouldTakeAnnotationOfDefaultMethod() {
		assertThat(find(Greeter.class, "wave")).isNotNull();
	}

	@Test
	void findShouldSeeBridgeMethodAsTheMethodBehindIt() {
		Method[] methods = Arrays.stream(Upper.class.getDeclaredMethods())
			.filter((method) -> method.getName().equals("convert"))
			.toArray(Method[]::new);
		assertThat(methods).hasSize(2)
			.allSatisfy((method) -> assertThat(TracedAnnotations.find(method, Upper.class)).isNotNull());
	}

	@Test
	void findShouldTakeInterfaceMethodThatIsCalledOnProxy() throws NoSuchMethodException {
		assertThat(TracedAnnotations.find(Converter.class.getMethod("convert", Object.class), Upper.class)).isNotNull();
	}

	@Test
	void findShouldTakeMethodsOfAnnotatedInterfaceAlone() {
		assertThat(find(Typed.class, "declared")).isNotNull();
		assertThat(find(Typed.class, "more")).isNull();
	}

	@Test
	void findShouldTakeMethodsOfProxyThatIsABean() throws NoSuchMethodException {
		Object client = ProxyFactory.getProxy(OnInterface.class, (MethodInterceptor) (invocation) -> null);
		assertThat(TracedAnnotations.find(OnInterface.class.getMethod("declared", Object.class), client.getClass()))
			.isNotNull();
	}

	@Test
	void findShouldTakeComposedAnnotation() {
		Traced traced = find(Composed.class, "look");
		assertThat(traced.kind()).isEqualTo(SpanKind.TOOL);
		assertThat(traced.name()).isEqualTo("peek");
	}

	@Test
	void findShouldLeaveOutMethodsThatMakeBeans() {
		assertThat(find(Beans.class, "supplier")).isNull();
		assertThat(find(Beans.class, "other")).isNotNull();
	}

	private static @Nullable Traced find(Class<?> type, String name) {
		for (Class<?> declaring = type; declaring != null; declaring = declaring.getSuperclass()) {
			for (Method method : declaring.getDeclaredMethods()) {
				if (method.getName().equals(name)) {
					return TracedAnnotations.find(method, type);
				}
			}
		}
		for (Method method : type.getMethods()) {
			if (method.getName().equals(name)) {
				return TracedAnnotations.find(method, type);
			}
		}
		throw new IllegalArgumentException(name);
	}

	@Traced
	static class OnClass {

		public void open() {
		}

		@Traced("own")
		public void special() {
		}

		void packaged() {
		}

		protected void guarded() {
		}

		@SuppressWarnings("UnusedMethod")
		private void hidden() {
		}

		public static void shared() {
		}

		@Override
		public String toString() {
			return "";
		}

		@Override
		public int hashCode() {
			return 1;
		}

		@Override
		public boolean equals(Object other) {
			return this == other;
		}

	}

	static class BelowClass extends OnClass {

		public void added() {
		}

	}

	static class OnMethods {

		@Traced
		void packaged() {
		}

		@Traced
		protected void guarded() {
		}

		@Traced
		@SuppressWarnings("UnusedMethod")
		private void hidden() {
		}

		@Traced
		public static void shared() {
		}

		@Traced
		public void overloaded(String value) {
		}

		public void overloaded(int value) {
		}

	}

	static class Overriding extends OnMethods {

		@Override
		void packaged() {
		}

	}

	interface Greeting {

		@Traced("greeting")
		String greet(String name);

		@Traced
		default String wave() {
			return "o/";
		}

	}

	static class Greeter implements Greeting {

		@Override
		public String greet(String name) {
			return name;
		}

	}

	interface Converter<S, T> {

		T convert(S source);

	}

	static class Upper implements Converter<String, String> {

		@Override
		@Traced
		public String convert(String source) {
			return source;
		}

	}

	@Traced
	interface OnInterface<T> {

		void declared(T value);

	}

	static class Typed implements OnInterface<String> {

		@Override
		public void declared(String value) {
		}

		public void more() {
		}

	}

	@Traced(kind = SpanKind.TOOL)
	@Retention(RetentionPolicy.RUNTIME)
	@interface TracedTool {

		@AliasFor(annotation = Traced.class, attribute = "name")
		String value() default "";

	}

	static class Composed {

		@TracedTool("peek")
		public void look() {
		}

	}

	@Traced
	@Configuration
	static class Beans {

		@Bean
		public Supplier<String> supplier() {
			return () -> "";
		}

		public void other() {
		}

	}

}
