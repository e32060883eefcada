package ai.prefactor.benchmarks.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a class in a process of its own, so that no measurement inherits the heap or the
 * compiled code of the one before.
 */
public final class JavaProcess {

	private static final Logger logger = LoggerFactory.getLogger(JavaProcess.class);

	private JavaProcess() {
	}

	/**
	 * Runs a class to its end.
	 * @param options options of the virtual machine
	 * @param main the class
	 * @param arguments its arguments
	 * @return the figures that it printed
	 * @throws IOException if it fails
	 */
	public static List<Figures> run(List<String> options, Class<?> main, String... arguments) throws IOException {
		return run(command(options, main, arguments));
	}

	/**
	 * Runs a command to its end.
	 * @param command the command
	 * @return the figures that it printed
	 * @throws IOException if it fails
	 */
	public static List<Figures> run(List<String> command) throws IOException {
		Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
		List<Figures> figures = new ArrayList<>();
		try (BufferedReader output = output(process)) {
			for (String line = output.readLine(); line != null; line = output.readLine()) {
				Figures.parse(line).ifPresent(figures::add);
				logger.info("{}", line);
			}
			int status = process.waitFor();
			if (status != 0) {
				throw new IOException(String.join(" ", command.subList(3, command.size())) + " ended with " + status);
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IOException("Interrupted", ex);
		}
		finally {
			process.destroy();
		}
		return figures;
	}

	/**
	 * Starts a class.
	 * @param options options of the virtual machine
	 * @param main the class
	 * @param arguments its arguments
	 * @return the process
	 * @throws IOException if it cannot be started
	 */
	public static Process start(List<String> options, Class<?> main, String... arguments) throws IOException {
		return new ProcessBuilder(command(options, main, arguments)).redirectErrorStream(true).start();
	}

	/**
	 * What a process prints.
	 * @param process the process
	 * @return its output
	 */
	public static BufferedReader output(Process process) {
		return new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
	}

	private static List<String> command(List<String> options, Class<?> main, String... arguments) {
		List<String> command = new ArrayList<>();
		command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
		command.add("-cp");
		command.add(System.getProperty("java.class.path"));
		command.add("--enable-native-access=ALL-UNNAMED");
		command.addAll(options);
		command.add(main.getName());
		command.addAll(List.of(arguments));
		return command;
	}

}
