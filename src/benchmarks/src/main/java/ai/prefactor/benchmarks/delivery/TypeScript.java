package ai.prefactor.benchmarks.delivery;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import ai.prefactor.benchmarks.peer.Content;
import ai.prefactor.benchmarks.process.Figures;
import ai.prefactor.benchmarks.process.JavaProcess;
import ai.prefactor.benchmarks.stub.Stub;

/**
 * The official TypeScript SDK, where Node and its registry are there.
 */
public final class TypeScript {

	private static final Logger logger = LoggerFactory.getLogger(TypeScript.class);

	private final Path folder;

	private TypeScript(Path folder) {
		this.folder = folder;
	}

	/**
	 * Installs the SDK.
	 * @param folder where to
	 * @return the SDK, or nothing if that is not possible
	 * @throws IOException if the folder cannot be written
	 */
	public static Optional<TypeScript> install(Path folder) throws IOException {
		Files.createDirectories(folder);
		for (String file : List.of("package.json", "throughput.mjs")) {
			try (InputStream source = TypeScript.class.getResourceAsStream("/typescript/" + file)) {
				if (source == null) {
					throw new IOException("There is no " + file);
				}
				Files.write(folder.resolve(file), source.readAllBytes());
			}
		}
		try {
			JavaProcess.run(List.of("npm", "install", "--no-audit", "--no-fund", "--prefix", folder.toString()));
			return Optional.of(new TypeScript(folder));
		}
		catch (IOException ex) {
			logger.info("The TypeScript SDK is left out: {}", ex.getMessage());
			return Optional.empty();
		}
	}

	/**
	 * Measures how fast it delivers.
	 * @param stub the server
	 * @param latency the server's latency, in milliseconds
	 * @param spans how many spans
	 * @return the figures
	 * @throws IOException if it fails
	 */
	public Figures measure(Stub stub, int latency, int spans) throws IOException {
		stub.reset(latency);
		Figures figures = JavaProcess.run(List.of("node", this.folder.resolve("throughput.mjs").toString(), stub.url(),
				Integer.toString(spans), Content.input(), Content.output()))
			.get(0);
		Figures stats = stub.stats();
		double elapsed = figures.number("seconds");
		return figures.with("delivered", stats.number("spans"))
			.with("spansPerSecond", stats.number("spans") / elapsed)
			.with("megabytesPerSecond", stats.number("bytes") / elapsed / 1e6)
			.with("spansPerRequest", stats.number("spans") / stats.number("requests"))
			.with("lost", figures.number("produced") - stats.number("spans"));
	}

}
