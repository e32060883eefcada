package ai.prefactor.payload;

import java.util.AbstractCollection;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

@SuppressWarnings("DoNotCallSuggester")
class PayloadCaptureTests {

	private final PayloadCapture capture = Captures.withDefaults();

	@ParameterizedTest
	@MethodSource("outputs")
	void outputShouldBeAnObject(Object value, String json) {
		assertThat(this.capture.output(value).toJson()).isEqualTo(json);
	}

	static Stream<Arguments> outputs() {
		return Stream.of(Arguments.of(null, "{}"), Arguments.of(Optional.empty(), "{}"),
				Arguments.of(OptionalInt.empty(), "{}"), Arguments.of(Map.of(), "{}"), Arguments.of(new Object(), "{}"),
				Arguments.of(new Answer("x"), "{\"text\":\"x\"}"),
				Arguments.of(Optional.of(new Answer("x")), "{\"text\":\"x\"}"),
				Arguments.of(Map.of("a", 1), "{\"a\":1}"), Arguments.of("x", "{\"result\":\"x\"}"),
				Arguments.of(Optional.of("x"), "{\"result\":\"x\"}"), Arguments.of(1, "{\"result\":1}"),
				Arguments.of(false, "{\"result\":false}"), Arguments.of(List.of(), "{\"result\":[]}"),
				Arguments.of(List.of(new Answer("x")), "{\"result\":[{\"text\":\"x\"}]}"),
				Arguments.of(new int[] { 1 }, "{\"result\":[1]}"),
				Arguments.of(Thread.State.NEW, "{\"result\":\"NEW\"}"),
				Arguments.of(String.class, "{\"result\":{\"$unserialized\":\"java.lang.Class\"}}"));
	}

	@Test
	void outputWhenOutputsAreNotCapturedShouldBeEmpty() {
		PayloadCapture off = new PayloadCapture(new CaptureSettings(true, false, 1, 1, 100, Set.of()));
		assertThat(off.output("x").isEmpty()).isTrue();
		assertThat(off.elements(1, List.of("x")).isEmpty()).isTrue();
		assertThat(off.capturesOutputs()).isFalse();
		assertThat(off.capturesInputs()).isTrue();
	}

	@Test
	void inputsWhenInputsAreNotCapturedShouldIgnoreWhatIsPutButKeepMetadata() {
		PayloadCapture off = new PayloadCapture(
				new CaptureSettings(false, true, 100, 100, 1000, CaptureSettings.DEFAULT_REDACT_KEYS));
		assertThat(off.inputs().put("a", "x").isEmpty()).isTrue();
		assertThat(off.inputs().put("a", "x").build()).isSameAs(Payload.empty());
		assertThat(off.metadata().put("a", "x").build().toJson()).isEqualTo("{\"a\":\"x\"}");
		assertThat(off.capturesInputs()).isFalse();
	}

	@Test
	void limitsShouldBeThoseOfInputsForMetadataAndThoseOfOutputsForElements() {
		PayloadCapture different = new PayloadCapture(
				new CaptureSettings(true, true, 1, 2, 1000, CaptureSettings.DEFAULT_REDACT_KEYS));
		assertThat(different.metadata().put("m", "123").build().toJson()).isEqualTo("{\"m\":\"1... [truncated]\"}");
		assertThat(different.output("123").toJson()).isEqualTo("{\"result\":\"12... [truncated]\"}");
		assertThat(different.output(List.of("123")).toJson()).isEqualTo("{\"result\":[\"12... [truncated]\"]}");
	}

	@Test
	void elementsShouldTellTheirNumberAndTheFirst() {
		assertThat(this.capture.elements(12, Arrays.asList("a", new Answer("b"), null)).toJson())
			.isEqualTo("{\"count\":12,\"elements\":[\"a\",{\"text\":\"b\"},null]}");
	}

	@Test
	void putWhenValueChangesLaterShouldKeepWhatWasTrue() {
		List<String> list = new ArrayList<>(List.of("then"));
		StringBuilder text = new StringBuilder("then");
		Payload payload = this.capture.inputs().put("list", list).put("text", text).build();
		list.set(0, "later");
		text.append("later");
		assertThat(payload.toJson()).isEqualTo("{\"list\":[\"then\"],\"text\":\"then\"}");
	}

	@Test
	void putWhenValueIsImmutableShouldNotSerialiseIt() {
		Answer answer = new Answer("x");
		assertThat(this.capture.scalar("text", 100)).isEqualTo("text");
		assertThat(this.capture.scalar(12, 100)).isEqualTo(12);
		assertThat(this.capture.scalar(answer, 100)).isNull();
	}

	@Test
	void putWhenCollectionIsBeingChangedShouldStayWellFormed() throws Exception {
		List<Object> changing = new ArrayList<>();
		Map<String, Object> map = new LinkedHashMap<>();
		AtomicBoolean done = new AtomicBoolean();
		CountDownLatch started = new CountDownLatch(1);
		List<Throwable> failures = new CopyOnWriteArrayList<>();
		Thread writer = new Thread(() -> {
			for (int i = 0; !done.get(); i++) {
				changing.add("element " + i);
				map.put("key" + i % 300, i);
				if (i % 100 == 0) {
					changing.clear();
					map.clear();
				}
				started.countDown();
			}
		});
		writer.setUncaughtExceptionHandler((thread, ex) -> failures.add(ex));
		writer.start();
		started.await();
		try {
			for (int i = 0; i < 3000; i++) {
				Payload payload = this.capture.inputs().put("list", changing).put("map", map).put("last", 1).build();
				assertThat(Captures.tree(payload).get("last").asInt()).isEqualTo(1);
			}
		}
		finally {
			done.set(true);
		}
		writer.join();
		assertThat(failures).isEmpty();
	}

	@Test
	void putWhenIterationFailsShouldLeaveAMarkerAndTheOthers() {
		List<Object> failing = new ArrayList<>(List.of("a", "b"));
		Iterable<Object> changed = new Failing(failing);
		assertThat(this.capture.inputs().put("list", changed).put("last", 1).build().toJson())
			.isEqualTo("{\"list\":{\"$unserialized\":\"" + Failing.class.getName()
					+ "\",\"reason\":\"java.util.ConcurrentModificationException\"},\"last\":1}");
	}

	@Test
	void putWhenTextFailsShouldLeaveAMarker() {
		assertThat(this.capture.inputs().put("text", new FailingText()).build().toJson())
			.isEqualTo("{\"text\":{\"$unserialized\":\"" + FailingText.class.getName()
					+ "\",\"reason\":\"java.lang.IllegalStateException\"}}");
		assertThat(this.capture.output(new FailingText()).toJson()).contains("\"result\":{\"$unserialized\"");
	}

	@Test
	void putWhenTheMachineIsInTroubleShouldNotHideIt() {
		assertThatExceptionOfType(OutOfMemoryError.class)
			.isThrownBy(() -> this.capture.inputs().put("bean", new OutOfMemory()));
	}

	@Test
	void captureWhenUsedByManyThreadsShouldKeepTheirValuesApart() throws Exception {
		List<Throwable> failures = new CopyOnWriteArrayList<>();
		List<Thread> threads = new ArrayList<>();
		PayloadCapture fresh = new PayloadCapture(CaptureSettings.defaults());
		for (int t = 0; t < 8; t++) {
			String own = "thread " + t;
			Thread thread = new Thread(() -> {
				for (int i = 0; i < 500; i++) {
					assertThat(fresh.output(new Answer(own)).toJson()).isEqualTo("{\"text\":\"" + own + "\"}");
				}
			});
			thread.setUncaughtExceptionHandler((failed, ex) -> failures.add(ex));
			threads.add(thread);
			thread.start();
		}
		for (Thread thread : threads) {
			thread.join();
		}
		assertThat(failures).isEmpty();
	}

	record Answer(String text) {
	}

	record OutOfMemory() {

		public int getField() {
			throw new OutOfMemoryError("made up");
		}

	}

	static final class Failing extends AbstractCollection<Object> {

		private final List<Object> elements;

		Failing(List<Object> elements) {
			this.elements = elements;
		}

		@Override
		public Iterator<Object> iterator() {
			Iterator<Object> iterator = this.elements.iterator();
			this.elements.add("one more");
			return iterator;
		}

		@Override
		public int size() {
			return this.elements.size();
		}

	}

	static final class FailingText implements CharSequence {

		@Override
		public int length() {
			throw new IllegalStateException();
		}

		@Override
		public char charAt(int index) {
			throw new IllegalStateException();
		}

		@Override
		public CharSequence subSequence(int start, int end) {
			throw new IllegalStateException();
		}

	}

}
