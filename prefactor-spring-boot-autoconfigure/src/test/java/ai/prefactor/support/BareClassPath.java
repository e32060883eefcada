package ai.prefactor.support;

import java.io.File;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.Arrays;
import java.util.List;

/**
 * The tests' class path without some of its libraries, for code that has to do without
 * them.
 */
public final class BareClassPath implements AutoCloseable {

	private final URLClassLoader loader;

	private BareClassPath(List<URL> urls) {
		this.loader = new URLClassLoader(urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
	}

	/**
	 * Leaves out every library whose file name contains one of these.
	 */
	public static BareClassPath without(String... names) {
		return new BareClassPath(Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
			.map(File::new)
			.filter((file) -> Arrays.stream(names).noneMatch(file.getName()::contains))
			.map(BareClassPath::url)
			.toList());
	}

	/**
	 * Whether classes of a package, or of one below it, are there.
	 */
	public boolean hasPackage(String name) {
		return this.loader.getResource(name.replace('.', '/')) != null;
	}

	/**
	 * Calls a static method without parameters of a class that is loaded anew.
	 */
	public Object call(String type, String method) throws ReflectiveOperationException {
		Thread thread = Thread.currentThread();
		ClassLoader before = thread.getContextClassLoader();
		thread.setContextClassLoader(this.loader);
		try {
			return Class.forName(type, true, this.loader).getMethod(method).invoke(null);
		}
		finally {
			thread.setContextClassLoader(before);
		}
	}

	@Override
	public void close() throws IOException {
		this.loader.close();
	}

	private static URL url(File file) {
		try {
			return file.toURI().toURL();
		}
		catch (MalformedURLException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
