package ai.prefactor.schema;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class SchemaRegistryTests {

	private final SchemaRegistry registry = new SchemaRegistry("app", List.of("tool", "llm"));

	@Test
	void currentShouldDeclareAFallbackPerKind() {
		assertThat(this.registry.current().declares("app:tool")).isTrue();
		assertThat(this.registry.current().declares("app:llm")).isTrue();
		assertThat(this.registry.current().declares("app:chain")).isFalse();
	}

	@Test
	void registerShouldShowInTheNextSchemaAndLeaveAnEarlierOneAlone() {
		AgentSchema before = this.registry.current();
		this.registry.register(SpanTypeSchema.permissive("app:tool:search"));
		assertThat(before.declares("app:tool:search")).isFalse();
		assertThat(this.registry.current().declares("app:tool:search")).isTrue();
	}

	@Test
	void registerOfWhatIsKnownShouldKeepTheSchema() {
		AgentSchema before = this.registry.current();
		this.registry.register(SpanTypeSchema.permissive("app:tool"));
		assertThat(this.registry.current()).isSameAs(before);
	}

	@Test
	void registerLateShouldStopAtItsLimit() {
		for (int i = 0; i <= SchemaRegistry.MAX_LATE_TYPES; i++) {
			this.registry.registerLate("app:tool:" + i);
		}
		assertThat(this.registry.current().declares("app:tool:" + (SchemaRegistry.MAX_LATE_TYPES - 1))).isTrue();
		assertThat(this.registry.current().declares("app:tool:" + SchemaRegistry.MAX_LATE_TYPES)).isFalse();
	}

	@Test
	void theIdentifierShouldBeTheFingerprintOfTheContentWhateverTheOrder() {
		SchemaRegistry other = new SchemaRegistry("app", List.of("llm", "tool"));
		assertThat(other.current().identifier()).isEqualTo(this.registry.current().identifier())
			.isEqualTo(other.current().fingerprint())
			.matches("[0-9a-f]{40}");
	}

	@Test
	void identifyShouldTakeThePlaceOfTheFingerprintUntilTheContentChanges() {
		this.registry.identify("v7");
		assertThat(this.registry.current().identifier()).isEqualTo("v7");
		this.registry.registerLate("app:tool:search");
		assertThat(this.registry.current().identifier()).isEqualTo(this.registry.current().fingerprint());
	}

	@Test
	void identifyShouldRefuseAnIdentifierThatStoodForAnotherSchema() {
		this.registry.identify("v7");
		this.registry.registerLate("app:tool:search");
		assertThatIllegalStateException().isThrownBy(() -> this.registry.identify("v7"))
			.withMessageContaining("'v7' stood for another schema");
	}

	@Test
	void identifyShouldTakeTheSameContentUnderTheSameIdentifierAgain() {
		this.registry.identify("v7");
		this.registry.identify("v7");
		assertThat(this.registry.current().identifier()).isEqualTo("v7");
	}

	@Test
	void aNameThatNoBodyCanCarryShouldNotSpoilTheSchema() {
		this.registry.registerLate("app:tool:a\ud800b");
		String json = this.registry.current().toJson();
		assertThat(new String(json.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8)).isEqualTo(json);
		assertThat(json).contains("app:tool:a?b");
	}

	@Test
	void typesThatTurnUpOnManyThreadsShouldAllBeDeclaredFromThenOn() throws Exception {
		ExecutorService executor = Executors.newFixedThreadPool(8);
		try {
			CyclicBarrier barrier = new CyclicBarrier(8);
			List<Future<?>> futures = new ArrayList<>();
			for (int i = 0; i < 8; i++) {
				String prefix = "app:tool:" + i + "-";
				futures.add(executor.submit(() -> {
					barrier.await();
					for (int j = 0; j < SchemaRegistry.MAX_LATE_TYPES / 8; j++) {
						this.registry.registerLate(prefix + j);
						assertThat(this.registry.current().declares(prefix + j)).isTrue();
					}
					return null;
				}));
			}
			for (Future<?> future : futures) {
				future.get();
			}
		}
		finally {
			executor.shutdownNow();
		}
		this.registry.registerLate("app:tool:one-too-many");
		assertThat(this.registry.current().declares("app:tool:one-too-many")).isFalse();
		assertThat(this.registry.current()).isSameAs(this.registry.current());
	}

	@Test
	void typeShouldBeTheSameHoweverManyNamesThereAre() {
		for (int i = 0; i < 2 * SpanTypeNames.MAX_KEPT; i++) {
			assertThat(this.registry.type("tool", "name" + i)).isEqualTo("app:tool:name" + i);
		}
		assertThat(this.registry.type("tool", "name0")).isSameAs(this.registry.type("tool", "name0"));
		assertThat(this.registry.type("unknown", "name")).isEqualTo("app:unknown:name");
		assertThat(this.registry.fallback("unknown")).isEqualTo("app:unknown");
	}

	@Test
	void toJsonShouldBeWhatThePlatformReads() {
		AgentSchema schema = AgentSchema
			.of(List.of(new SpanTypeSchema("app:tool", "Tool", null, "{\"type\":\"object\"}", "{}")));
		assertThat(schema.toJson()).isEqualTo("{\"external_identifier\":\"" + schema.fingerprint()
				+ "\",\"span_type_schemas\":[{\"name\":\"app:tool\",\"title\":\"Tool\","
				+ "\"params_schema\":{\"type\":\"object\"},\"result_schema\":{}}]}");
	}

}
