package ai.prefactor.benchmarks.stub;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;

import org.jspecify.annotations.Nullable;

import ai.prefactor.benchmarks.process.Figures;
import ai.prefactor.benchmarks.process.JavaProcess;

/**
 * The server as those see it who measure: in another process.
 */
public final class Stub implements AutoCloseable {

	private final HttpClient client = HttpClient.newHttpClient();

	private final String url;

	private final @Nullable Process process;

	private Stub(String url, @Nullable Process process) {
		this.url = url;
		this.process = process;
	}

	/**
	 * A server that another process started.
	 * @param url where it is
	 * @return the server
	 */
	public static Stub at(String url) {
		return new Stub(url, null);
	}

	/**
	 * Starts a server.
	 * @return the server
	 * @throws IOException if it does not start
	 */
	public static Stub start() throws IOException {
		Process process = JavaProcess.start(List.of("-Xmx1g", "-XX:+UseParallelGC"), StubServer.class);
		BufferedReader output = JavaProcess.output(process);
		for (String line = output.readLine(); line != null; line = output.readLine()) {
			if (line.startsWith(StubServer.PORT)) {
				return new Stub("http://127.0.0.1:" + line.substring(StubServer.PORT.length()), process);
			}
		}
		throw new IOException("The stub server did not start");
	}

	/**
	 * Where it is.
	 * @return its address
	 */
	public String url() {
		return this.url;
	}

	/**
	 * Forgets what was counted.
	 * @param latency time before each answer from now on, in milliseconds
	 * @throws IOException if the server does not answer
	 */
	public void reset(int latency) throws IOException {
		send(HttpRequest.newBuilder(URI.create(this.url + "/reset/" + latency))
			.POST(HttpRequest.BodyPublishers.noBody())
			.build());
	}

	/**
	 * What was counted.
	 * @return requests, bytes, spans, finishes (of spans), and runs registered, finished,
	 * open
	 * @throws IOException if the server does not answer
	 */
	public Figures stats() throws IOException {
		String stats = send(HttpRequest.newBuilder(URI.create(this.url + "/stats")).build());
		return Figures.parse("#figures " + stats).orElseThrow();
	}

	private String send(HttpRequest request) throws IOException {
		try {
			return this.client.send(request, HttpResponse.BodyHandlers.ofString()).body();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IOException("Interrupted", ex);
		}
	}

	@Override
	public void close() throws IOException {
		if (this.process != null) {
			this.process.getOutputStream().close();
			this.process.destroy();
		}
	}

}
