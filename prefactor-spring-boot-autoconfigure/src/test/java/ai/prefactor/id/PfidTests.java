package ai.prefactor.id;

import java.time.Instant;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class PfidTests {

	@Test
	void toStringShouldMatchTheDocumentedExample() {
		assertThat(Pfid.of(0, Pfid.MAX_PARTITION, 0, 0)).hasToString("0000000000zzzzzz0000000000000000");
	}

	@Test
	void partsShouldBeReadBack() {
		Pfid id = Pfid.of(1_770_631_815_123L, 123_456_789, 0xABCD, 0x0123456789ABCDEFL);
		assertThat(id.timestamp()).isEqualTo(Instant.ofEpochMilli(1_770_631_815_123L));
		assertThat(id.partition()).isEqualTo(123_456_789);
	}

	@Test
	void parseShouldReverseToString() {
		Random random = new Random(42);
		for (int i = 0; i < 10_000; i++) {
			Pfid id = Pfid.of(random.nextLong(), random.nextInt(Pfid.MAX_PARTITION + 1), random.nextInt(),
					random.nextLong());
			assertThat(Pfid.parse(id.toString())).isEqualTo(id).hasSameHashCodeAs(id);
		}
	}

	@Test
	void compareToShouldOrderAsText() {
		Random random = new Random(7);
		for (int i = 0; i < 1_000; i++) {
			Pfid one = Pfid.of(random.nextLong(), 5, random.nextInt(), random.nextLong());
			Pfid other = Pfid.of(random.nextLong(), 5, random.nextInt(), random.nextLong());
			assertThat(Integer.signum(one.compareTo(other)))
				.isEqualTo(Integer.signum(one.toString().compareTo(other.toString())));
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "0", "8000000000zzzzzz0000000000000000", "0000000000ZZZZZZ0000000000000000",
			"0000000000zzzzzi0000000000000000", "0000000000zzzzzz000000000000000é",
			"0000000000zzzzzz00000000000000000" })
	void parseShouldRefuseWhatIsNoId(String text) {
		assertThat(Pfid.isValid(text)).isFalse();
		assertThatIllegalArgumentException().isThrownBy(() -> Pfid.parse(text));
	}

	@ParameterizedTest
	@ValueSource(ints = { -1, Pfid.MAX_PARTITION + 1 })
	void ofShouldRefuseAPartitionOutOfRange(int partition) {
		assertThatIllegalArgumentException().isThrownBy(() -> Pfid.of(0, partition, 0, 0));
	}

}
