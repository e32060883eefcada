package ai.prefactor.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

/**
 * Takes one request, never answers, and notices when the other side hangs up.
 */
public final class HangingServer implements AutoCloseable {

	private final ServerSocket socket;

	private final CountDownLatch requested = new CountDownLatch(1);

	private final CompletableFuture<Void> hungUp;

	public HangingServer() throws IOException {
		this.socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
		this.hungUp = CompletableFuture.runAsync(this::serve, (task) -> {
			Thread thread = new Thread(task, "hanging-server");
			thread.setDaemon(true);
			thread.start();
		});
	}

	public URI url() {
		return URI.create("http://127.0.0.1:" + this.socket.getLocalPort());
	}

	/**
	 * Waits for the first byte of the request.
	 */
	public void awaitRequest() throws InterruptedException {
		this.requested.await();
	}

	/**
	 * Done when the other side has closed the connection.
	 */
	public CompletableFuture<Void> hungUp() {
		return this.hungUp;
	}

	@Override
	public void close() throws IOException {
		this.socket.close();
	}

	private void serve() {
		try (Socket connection = this.socket.accept()) {
			InputStream input = connection.getInputStream();
			for (int read = input.read(); read >= 0; read = input.read()) {
				this.requested.countDown();
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
