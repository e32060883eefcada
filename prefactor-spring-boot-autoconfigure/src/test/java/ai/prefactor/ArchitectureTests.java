package ai.prefactor;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.annotation.ImportCandidates;

import ai.prefactor.test.PrefactorRecorderAutoConfiguration;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * The house: which package may import which, and what each shows of itself.
 */
class ArchitectureTests {

	private static final String ROOT = ArchitectureTests.class.getPackageName();

	private static final Map<String, Set<String>> CORE = Map.ofEntries(row("id"), row("queue"), row("schema"),
			row("payload"), row("span", "id", "payload"), row("action", "id", "span", "schema"), row("http"),
			row("api", "http", "id"), row("control", "api", "id"),
			row("transport", "action", "queue", "http", "api", "control", "id", "span", "schema", "payload"),
			row("agent", "action", "schema", "id", "control", "context", "span", "payload"), row("context", "id"),
			row("trace", "context", "agent", "action", "span", "payload", "schema", "id", "control"));

	private static final Set<String> INTEGRATIONS = Set.of("trace.aop", "metrics", "actuate", "local", "test");

	private static final Map<String, Set<String>> IMPORTS = imports();

	private static final JavaClasses CLASSES = new ClassFileImporter()
		.withImportOption(new ImportOption.DoNotIncludeTests())
		.importPackages(ROOT);

	@Test
	void packagesShouldBeThoseOfTheTable() {
		assertThat(CLASSES.stream().map(ArchitectureTests::nameOf))
			.containsOnly(IMPORTS.keySet().toArray(String[]::new));
	}

	@Test
	void packagesShouldImportOnlyWhatTheirRowAllows() {
		check(classes().should(new ArchCondition<>("import only what the table allows") {

			@Override
			public void check(JavaClass item, ConditionEvents events) {
				String own = nameOf(item);
				for (Dependency dependency : item.getDirectDependenciesFromSelf()) {
					JavaClass target = dependency.getTargetClass().getBaseComponentType();
					if (isOurs(target) && !nameOf(target).equals(own)
							&& !IMPORTS.getOrDefault(own, Set.of()).contains(nameOf(target))) {
						events.add(SimpleConditionEvent.violated(dependency, dependency.getDescription()));
					}
				}
			}

		}));
	}

	@Test
	void packagesShouldFormNoCycles() {
		check(SlicesRuleDefinition.slices().matching(ROOT + ".(**)").should().beFreeOfCycles());
	}

	@Test
	void onlyAutoConfigurationAndIntegrationsShouldImportSpringBoot() {
		check(noClasses().that()
			.resideInAnyPackage(CORE.keySet().stream().map((name) -> ROOT + "." + name).toArray(String[]::new))
			.should()
			.dependOnClassesThat()
			.resideInAPackage("org.springframework.boot.."));
	}

	@ParameterizedTest
	@CsvSource({ "micrometer meters, io.micrometer.core.., metrics", "AssertJ, org.assertj.., test",
			"Spring's advice, org.aopalliance.., trace.aop|api",
			"Actuator, org.springframework.boot.actuate.., actuate",
			"Boot's health, org.springframework.boot.health.., actuate",
			"Spring Retry, org.springframework.retry.., api" })
	void librariesShouldStayWhereTheyAreIntegrated(String library, String types, String packages) {
		check(noClasses().that()
			.resideOutsideOfPackages(
					Arrays.stream(packages.split("\\|")).map((name) -> ROOT + "." + name).toArray(String[]::new))
			.should()
			.dependOnClassesThat()
			.resideInAPackage(types)
			.as(library + " should be used in " + packages + " only"));
	}

	@Test
	void userFacingPackagesShouldShowNoTypeOfTheWire() {
		check(classes().that()
			.resideInAnyPackage(
					Stream.of("trace", "agent", "schema", "span", "payload", "control", "context", "id", "test")
						.map((name) -> ROOT + "." + name)
						.toArray(String[]::new))
			.and()
			.arePublic()
			.should(new ArchCondition<>("show no type of http, api or queue") {

				@Override
				public void check(JavaClass item, ConditionEvents events) {
					shown(item).filter((type) -> Set.of("http", "api", "queue").contains(nameOf(type)))
						.forEach((type) -> events
							.add(SimpleConditionEvent.violated(item, item.getName() + " shows " + type.getName())));
				}

			}));
	}

	@Test
	void packagesShouldBeNullMarked() {
		Set<JavaPackage> packages = CLASSES.stream().map(JavaClass::getPackage).collect(Collectors.toSet());
		assertThat(packages)
			.allSatisfy((item) -> assertThat(item.isAnnotatedWith(NullMarked.class)).as(item.getName()).isTrue());
	}

	@Test
	void autoConfigurationsShouldBePublicAndFinalWithoutPublicMethods() {
		check(classes().that()
			.areAnnotatedWith(AutoConfiguration.class)
			.should()
			.bePublic()
			.andShould(new ArchCondition<>("be final, without public methods") {

				@Override
				public void check(JavaClass item, ConditionEvents events) {
					boolean holds = item.getModifiers().contains(JavaModifier.FINAL) && Stream
						.concat(item.getMethods().stream(),
								item.getConstructors()
									.stream()
									.filter((constructor) -> !constructor.getParameters().isEmpty()))
						.noneMatch((member) -> member.getModifiers().contains(JavaModifier.PUBLIC));
					events.add(new SimpleConditionEvent(item, holds, item.getName()));
				}

			}));
	}

	@Test
	void autoConfigurationsShouldBeRegistered() {
		Set<String> found = CLASSES.stream()
			.filter((item) -> item.isAnnotatedWith(AutoConfiguration.class))
			.map(JavaClass::getName)
			.filter((name) -> !name.equals(PrefactorRecorderAutoConfiguration.class.getName()))
			.collect(Collectors.toCollection(TreeSet::new));
		Iterable<String> candidates = ImportCandidates.load(AutoConfiguration.class, getClass().getClassLoader());
		assertThat(candidates).filteredOn((name) -> name.startsWith(ROOT)).containsExactlyInAnyOrderElementsOf(found);
	}

	private static void check(ArchRule rule) {
		rule.check(CLASSES);
	}

	private static Stream<JavaClass> shown(JavaClass item) {
		Stream<JavaClass> inherited = Stream.concat(item.getSuperclass().stream(), item.getInterfaces().stream())
			.flatMap((type) -> type.getAllInvolvedRawTypes().stream());
		Stream<JavaClass> members = item.getMembers()
			.stream()
			.filter((member) -> member.getModifiers().contains(JavaModifier.PUBLIC)
					|| member.getModifiers().contains(JavaModifier.PROTECTED))
			.flatMap(ArchitectureTests::shown);
		return Stream.concat(inherited, members).map(JavaClass::getBaseComponentType);
	}

	private static Stream<JavaClass> shown(JavaMember member) {
		Stream<JavaClass> thrown = (member instanceof JavaCodeUnit code) ? code.getExceptionTypes().stream()
				: Stream.empty();
		return Stream.concat(member.getAllInvolvedRawTypes().stream(), thrown);
	}

	private static boolean isOurs(JavaClass type) {
		return type.getPackageName().startsWith(ROOT + ".");
	}

	private static String nameOf(JavaClass type) {
		return isOurs(type) ? type.getPackageName().substring(ROOT.length() + 1) : type.getPackageName();
	}

	private static Map.Entry<String, Set<String>> row(String name, String... imports) {
		return Map.entry(name, Set.of(imports));
	}

	private static Map<String, Set<String>> imports() {
		Map<String, Set<String>> imports = new HashMap<>(CORE);
		imports.put("autoconfigure", CORE.keySet());
		Set<String> integrated = Stream.concat(CORE.keySet().stream(), Stream.of("autoconfigure"))
			.collect(Collectors.toSet());
		INTEGRATIONS.forEach((name) -> imports.put(name, integrated));
		return imports;
	}

}
