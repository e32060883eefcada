package ai.prefactor.payload;

import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Date;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.TreeNode;

/**
 * Types that are never looked into: to serialise them would consume, subscribe, block,
 * load or call something, or they are no data at all. Libraries that may be absent are
 * known by name.
 */
final class OpaqueTypes {

	private static final Set<String> NAMES = Set.of(
			// Read once, or not there yet
			"java.util.Iterator", "java.util.Enumeration", "java.util.Spliterator", "java.util.concurrent.Future",
			"java.util.concurrent.CompletionStage", "java.util.concurrent.Flow$Publisher",
			"org.reactivestreams.Publisher", "org.springframework.web.context.request.async.DeferredResult",
			"org.springframework.web.servlet.mvc.method.annotation.ResponseBodyEmitter",
			// Holds something open
			"java.lang.AutoCloseable", "java.nio.Buffer", "java.nio.channels.Channel", "java.net.URLConnection",
			"io.netty.util.ReferenceCounted", "org.springframework.core.io.InputStreamSource",
			"org.springframework.core.io.buffer.DataBuffer",
			// Does something
			"java.lang.Runnable", "java.util.concurrent.Callable", "java.util.concurrent.Executor", "java.util.Timer",
			"org.springframework.aop.SpringProxy", "org.springframework.beans.factory.BeanFactory",
			"org.springframework.core.env.PropertyResolver", "reactor.core.Disposable",
			// A request, its response, its session
			"org.springframework.http.HttpMessage", "org.springframework.web.server.ServerWebExchange",
			"org.springframework.web.server.WebSession", "org.springframework.web.context.request.RequestAttributes",
			"org.springframework.web.multipart.MultipartFile",
			"org.springframework.web.reactive.function.server.ServerRequest",
			"org.springframework.web.servlet.function.ServerRequest",
			// The machine
			"java.lang.Class", "java.lang.ClassLoader", "java.lang.Module", "java.lang.Thread", "java.lang.ThreadGroup",
			"java.lang.ThreadLocal", "java.lang.Process", "java.lang.Runtime", "java.lang.ref.Reference",
			"java.security.Key", "java.security.KeyPair", "java.security.KeyStore", "java.security.cert.Certificate",
			"org.slf4j.Logger", "java.util.logging.Logger", "org.apache.commons.logging.Log");

	private static final Set<String> PACKAGES = Set.of("java.util.stream", "java.util.function", "java.lang.reflect",
			"java.lang.invoke", "java.util.concurrent.locks", "java.net.http", "java.sql", "javax.sql", "javax.net",
			"javax.net.ssl", "jakarta.servlet", "jakarta.servlet.http", "javax.servlet", "javax.servlet.http",
			"jakarta.persistence");

	private static final ClassValue<Boolean> OPAQUE = new ClassValue<>() {

		@Override
		protected Boolean computeValue(Class<?> type) {
			return isOpaque(type);
		}

	};

	private OpaqueTypes() {
	}

	static boolean contains(Class<?> type) {
		return OPAQUE.get(type);
	}

	private static boolean isOpaque(Class<?> type) {
		if (type.isHidden() || Proxy.isProxyClass(type)) {
			return true;
		}
		if (Throwable.class.isAssignableFrom(type) || CharSequence.class.isAssignableFrom(type)) {
			return false;
		}
		boolean readOnce = Iterable.class.isAssignableFrom(type) && !Collection.class.isAssignableFrom(type)
				&& !Map.class.isAssignableFrom(type) && !Path.class.isAssignableFrom(type)
				&& !TreeNode.class.isAssignableFrom(type);
		return readOnce || isListed(type);
	}

	private static boolean isListed(@Nullable Class<?> type) {
		if (type == null) {
			return false;
		}
		if (NAMES.contains(type.getName()) || isOfListedPackage(type)) {
			return true;
		}
		for (Class<?> implemented : type.getInterfaces()) {
			if (isListed(implemented)) {
				return true;
			}
		}
		return isListed(type.getSuperclass());
	}

	/**
	 * Dates of {@code java.sql} are values, whatever else is in that package.
	 */
	private static boolean isOfListedPackage(Class<?> type) {
		return PACKAGES.contains(type.getPackageName()) && !Date.class.isAssignableFrom(type) && !type.isArray();
	}

}
