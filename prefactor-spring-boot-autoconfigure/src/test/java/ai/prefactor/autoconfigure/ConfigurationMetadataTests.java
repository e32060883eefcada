package ai.prefactor.autoconfigure;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URL;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.context.properties.bind.DataObjectPropertyName;

import ai.prefactor.payload.CaptureSettings;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What an IDE shows of {@code prefactor.*}, against the names and defaults that are
 * fixed.
 */
class ConfigurationMetadataTests {

	private final JsonNode metadata = read();

	@ParameterizedTest
	@CsvSource(delimiter = '|', emptyValue = "", textBlock = """
			prefactor.enabled                      | true
			prefactor.api.url                      | "https://app.prefactorai.com"
			prefactor.api.token                    |
			prefactor.api.connect-timeout          | "10s"
			prefactor.api.request-timeout          | "30s"
			prefactor.api.ssl.bundle               |
			prefactor.agent.id                     |
			prefactor.agent.identifier             |
			prefactor.agent.name                   |
			prefactor.agent.description            | ""
			prefactor.agent.environment-id         |
			prefactor.agent.purpose                | "live"
			prefactor.agent.update-current-version | true
			prefactor.agent.span-type-prefix       |
			prefactor.run.linger                   | "30s"
			prefactor.sample-rate                  | 1
			prefactor.capture.inputs               | true
			prefactor.capture.outputs              | true
			prefactor.capture.max-input-length     | 10000
			prefactor.capture.max-output-length    | 10000
			prefactor.capture.max-payload-size     | "256KB"
			prefactor.retry.max-retries            | 3
			prefactor.retry.initial-delay          | "1s"
			prefactor.retry.multiplier             | 2
			prefactor.retry.max-delay              | "60s"
			prefactor.retry.on-status-codes        | ["429","500-599"]
			prefactor.queue.type                   | "memory"
			prefactor.queue.capacity               | 100000
			prefactor.queue.max-bytes              | "64MB"
			prefactor.queue.workers                | 2
			prefactor.queue.overflow               | "drop"
			prefactor.queue.block-timeout          | "100ms"
			prefactor.batch.enabled                | true
			prefactor.batch.max-items              | 1000
			prefactor.batch.max-bytes              | "4MB"
			prefactor.batch.linger                 | "200ms"
			prefactor.shutdown-timeout             | "10s"
			prefactor.local.enabled                | false
			prefactor.local.port                   | 8787
			prefactor.local.print-runs             | true
			prefactor.health.down-when-suspended   | false
			""", quoteCharacter = '\'')
	void propertyShouldHaveItsDefaultAndADescription(String name, String defaultValue) {
		JsonNode property = properties().get(name);
		assertThat(property).as(name).isNotNull();
		assertThat(property.path("description").asString("")).isNotBlank();
		JsonNode actual = property.get("defaultValue");
		assertThat((actual != null) ? actual.toString() : null).isEqualTo(defaultValue);
	}

	@Test
	void redactKeysShouldHaveTheirDefaults() {
		JsonNode listed = properties().get("prefactor.capture.redact-keys").get("defaultValue");
		assertThat(stream(listed).map(JsonNode::asString))
			.containsExactlyInAnyOrderElementsOf(CaptureSettings.DEFAULT_REDACT_KEYS);
	}

	@Test
	void propertiesShouldBeThoseAndNoOthers() {
		assertThat(properties()).hasSize(42);
	}

	@Test
	void propertiesShouldBeWhatCanBeBound() {
		assertThat(properties().keySet())
			.containsExactlyInAnyOrderElementsOf(names("prefactor", PrefactorProperties.class).toList());
	}

	@Test
	void propertiesOfTheActuatorShouldBeItsOwn() {
		assertThat(stream(this.metadata.get("properties")).map((property) -> property.get("name").asString())
			.filter((name) -> !name.startsWith("prefactor.")))
			.containsExactlyInAnyOrder("management.endpoint.prefactor.access",
					"management.endpoint.prefactor.cache.time-to-live", "management.health.prefactor.enabled");
	}

	@Test
	void hintsShouldConcernPropertiesThatExist() {
		assertThat(stream(this.metadata.get("hints")).map((hint) -> hint.get("name").asString())).isNotEmpty()
			.allMatch(properties()::containsKey);
	}

	@Test
	void descriptionsShouldReadAsBootsOwn() {
		assertThat(properties()).allSatisfy((name, property) -> {
			String description = property.get("description").asString();
			assertThat(description).doesNotStartWith("The ").doesNotStartWith("A ").endsWith(".");
			if ("java.lang.Boolean".equals(property.get("type").asString())) {
				assertThat(description).startsWith("Whether ");
			}
		});
	}

	@Test
	void hintsShouldNameThePurposes() {
		JsonNode hint = stream(this.metadata.get("hints"))
			.filter((candidate) -> "prefactor.agent.purpose".equals(candidate.get("name").asString()))
			.findFirst()
			.orElseThrow();
		assertThat(stream(hint.get("values")).map((value) -> value.get("value").asString())).containsExactly("live",
				"smoke_test", "eval");
	}

	private Map<String, JsonNode> properties() {
		Map<String, JsonNode> properties = new LinkedHashMap<>();
		stream(this.metadata.get("properties"))
			.filter((property) -> property.get("name").asString().startsWith("prefactor."))
			.forEach((property) -> properties.put(property.get("name").asString(), property));
		return properties;
	}

	private static Stream<String> names(String prefix, Class<?> type) {
		return Arrays.stream(type.getRecordComponents()).flatMap((component) -> {
			String name = prefix + "." + DataObjectPropertyName.toDashedForm(component.getName());
			return component.getType().isRecord() ? names(name, component.getType()) : Stream.of(name);
		});
	}

	private static Stream<JsonNode> stream(JsonNode array) {
		return StreamSupport.stream(array.spliterator(), false);
	}

	/**
	 * From the main classes: the tests' own classes have such a file too.
	 */
	private static JsonNode read() {
		URL classes = PrefactorProperties.class.getProtectionDomain().getCodeSource().getLocation();
		try (InputStream input = URI.create(classes + "META-INF/spring-configuration-metadata.json")
			.toURL()
			.openStream()) {
			return JsonMapper.shared().readTree(input);
		}
		catch (IOException ex) {
			throw new IllegalStateException("No configuration metadata beside the main classes", ex);
		}
	}

}
