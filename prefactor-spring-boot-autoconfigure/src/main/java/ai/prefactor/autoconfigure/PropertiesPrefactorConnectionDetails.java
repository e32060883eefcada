package ai.prefactor.autoconfigure;

import java.net.URI;

import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.core.env.Environment;

/**
 * The connection that {@code prefactor.api.*} describes. The token is read anew from the
 * environment at each call, so that a property source that is refreshed takes effect
 * without a restart.
 */
final class PropertiesPrefactorConnectionDetails implements PrefactorConnectionDetails {

	private static final String BUNDLE = "prefactor.api.ssl.bundle";

	private final PrefactorProperties.Api api;

	private final ConfiguredApi configured;

	private final ObjectProvider<SslBundles> sslBundles;

	PropertiesPrefactorConnectionDetails(PrefactorProperties properties, Environment environment,
			ObjectProvider<SslBundles> sslBundles) {
		this.api = properties.api();
		this.configured = new ConfiguredApi(environment);
		this.sslBundles = sslBundles;
	}

	@Override
	public URI getUrl() {
		return ApiUrl.parse(this.api.url());
	}

	@Override
	public @Nullable String getToken() {
		return this.configured.token();
	}

	@Override
	public @Nullable SslBundle getSslBundle() {
		String name = this.api.ssl().bundle();
		if (name == null) {
			return null;
		}
		UnresolvedPlaceholder.check(BUNDLE, name);
		SslBundles bundles = this.sslBundles.getIfUnique();
		if (bundles == null || !bundles.getBundleNames().contains(name)) {
			throw new PrefactorConfigurationException(BUNDLE, name, "There is no SSL bundle of that name.",
					"Define the bundle under spring.ssl.bundle, or correct its name in " + BUNDLE + ".");
		}
		return bundles.getBundle(name);
	}

	@Override
	public String toString() {
		return "PropertiesPrefactorConnectionDetails[" + this.api + "]";
	}

}
