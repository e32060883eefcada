package ai.prefactor.autoconfigure;

import java.util.HashMap;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.ssl.DefaultSslBundleRegistry;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.boot.ssl.SslStoreBundle;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class PropertiesPrefactorConnectionDetailsTests {

	private final Map<String, Object> properties = new HashMap<>();

	private final StandardEnvironment environment = new StandardEnvironment();

	private final StaticListableBeanFactory beans = new StaticListableBeanFactory();

	PropertiesPrefactorConnectionDetailsTests() {
		this.environment.getPropertySources().remove(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME);
		this.environment.getPropertySources().addFirst(new MapPropertySource("test", this.properties));
	}

	@Test
	void getTokenWhenPropertySourceChangesShouldReadTheNewOne() {
		this.properties.put("prefactor.api.token", "one");
		PrefactorConnectionDetails details = details();
		assertThat(details.getToken()).isEqualTo("one");
		this.properties.put("prefactor.api.token", "two\n");
		assertThat(details.getToken()).isEqualTo("two");
		this.properties.put("prefactor.api.token", "");
		assertThat(details.getToken()).isNull();
	}

	@Test
	void getTokenShouldReadTheEnvironmentVariable() {
		this.environment.getPropertySources()
			.addLast(new SystemEnvironmentPropertySource(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
					Map.of("PREFACTOR_API_TOKEN", "three")));
		assertThat(details().getToken()).isEqualTo("three");
		assertThat(new ConfiguredApi(this.environment).isPresent()).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "https://host/base", "https://host/base/", " https://host/base// " })
	void getUrlShouldEndWithoutSlash(String url) {
		this.properties.put("prefactor.api.url", url);
		assertThat(details().getUrl()).hasToString("https://host/base");
	}

	@ParameterizedTest
	@ValueSource(strings = { "http://localhost:8080", "https://[::1]:8443", "HTTPS://Host" })
	void getUrlWhenItCanBeReachedShouldTakeIt(String url) {
		this.properties.put("prefactor.api.url", url);
		assertThat(details().getUrl()).hasToString(url);
	}

	@Test
	void getSslBundleWhenNoneIsNamedShouldBeNull() {
		assertThat(details().getSslBundle()).isNull();
	}

	@Test
	void getSslBundleShouldTakeTheOneThatIsNamed() {
		SslBundle bundle = SslBundle.of(SslStoreBundle.NONE);
		this.beans.addBean("sslBundles", new DefaultSslBundleRegistry("inner", bundle));
		this.properties.put("prefactor.api.ssl.bundle", "inner");
		assertThat(details().getSslBundle()).isSameAs(bundle);
	}

	@Test
	void getSslBundleWhenThereAreNoneShouldFail() {
		this.properties.put("prefactor.api.ssl.bundle", "inner");
		assertThatExceptionOfType(PrefactorConfigurationException.class).isThrownBy(() -> details().getSslBundle())
			.withMessage("Configuration property 'prefactor.api.ssl.bundle' with value 'inner' is not valid. "
					+ "There is no SSL bundle of that name. Define the bundle under spring.ssl.bundle, "
					+ "or correct its name in prefactor.api.ssl.bundle.");
	}

	@Test
	void toStringShouldHideTheToken() {
		this.properties.put("prefactor.api.token", "s3cr3t");
		assertThat(details().toString()).contains("token=******").doesNotContain("s3cr3t");
	}

	@Test
	void isPresentShouldNeedATokenOrAUrl() {
		ConfiguredApi configured = new ConfiguredApi(this.environment);
		this.properties.put("prefactor.api.token", " ");
		assertThat(configured.isPresent()).isFalse();
		this.properties.put("prefactor.api.url", "https://host");
		assertThat(configured.isPresent()).isTrue();
	}

	private PrefactorConnectionDetails details() {
		PrefactorProperties bound = Binder.get(this.environment).bindOrCreate("prefactor", PrefactorProperties.class);
		return new PropertiesPrefactorConnectionDetails(bound, this.environment,
				this.beans.getBeanProvider(SslBundles.class));
	}

}
