package ai.prefactor.trace.aop;

import java.lang.reflect.Method;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;

import javax.tools.ToolProvider;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(OutputCaptureExtension.class)
class ParameterNamesTests {

	private final ParameterNames names = new ParameterNames(new AtomicBoolean());

	@TempDir
	private Path directory;

	@Test
	void namesShouldBeThoseInTheCode() throws Exception {
		Method method = Known.class.getMethod("call", String.class, int.class);
		assertThat(this.names.of(method, method)).containsExactly("question", "limit");
	}

	@Test
	void namesOfMethodWithoutParametersShouldBeEmpty(CapturedOutput output) throws Exception {
		Method method = compileWithoutNames().getMethod("nothing");
		assertThat(this.names.of(method, method)).isEmpty();
		assertThat(output).doesNotContain("-parameters");
	}

	@Test
	void namesShouldBeNumberedWhereTheCodeHasNone(CapturedOutput output) throws Exception {
		Method method = compileWithoutNames().getMethod("call", String.class, int.class);
		assertThat(this.names.of(method, method)).containsExactly("arg0", "arg1");
		assertThat(output).contains("-parameters", "call(java.lang.String,int)");
	}

	@Test
	void namesShouldWarnOnce(CapturedOutput output) throws Exception {
		Class<?> type = compileWithoutNames();
		Method first = type.getMethod("call", String.class, int.class);
		Method second = type.getMethod("other", String.class);
		this.names.of(first, first);
		this.names.of(second, second);
		assertThat(output.getAll().split("-parameters", -1)).hasSize(2);
	}

	@Test
	void namesShouldBeThoseOfTheInterfaceWhereTheTargetHasNone(CapturedOutput output) throws Exception {
		Method specific = compileWithoutNames().getMethod("call", String.class, int.class);
		Method called = Known.class.getMethod("call", String.class, int.class);
		assertThat(this.names.of(specific, called)).containsExactly("question", "limit");
		assertThat(output).doesNotContain("-parameters");
	}

	private Class<?> compileWithoutNames() throws Exception {
		Path source = Files.writeString(this.directory.resolve("Nameless.java"), """
				public class Nameless {
					public void call(String question, int limit) { }
					public void other(String question) { }
					public void nothing() { }
				}
				""");
		int result = ToolProvider.getSystemJavaCompiler()
			.run(null, null, null, "-proc:none", "-d", this.directory.toString(), source.toString());
		assertThat(result).isZero();
		try (URLClassLoader loader = new URLClassLoader(new URL[] { url() })) {
			return loader.loadClass("Nameless");
		}
	}

	private URL url() throws MalformedURLException {
		return this.directory.toUri().toURL();
	}

	interface Known {

		void call(String question, int limit);

	}

}
