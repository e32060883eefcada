package ai.prefactor.local;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotatedTypeMetadata;

import ai.prefactor.autoconfigure.ConfiguredApi;

/**
 * Matches where the embedded platform is asked for and nothing speaks against it. A token
 * or URL that is configured wins, and says so.
 */
final class OnLocalPlatformCondition extends SpringBootCondition {

	private static final Logger logger = LoggerFactory.getLogger(OnLocalPlatformCondition.class);

	@Override
	public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
		Environment environment = context.getEnvironment();
		ConditionMessage.Builder message = ConditionMessage.forCondition("Prefactor's embedded platform");
		if (!isOn(environment, "prefactor.enabled", true) || !isOn(environment, "prefactor.local.enabled", false)) {
			return ConditionOutcome.noMatch(message.because("it is not asked for"));
		}
		if (new ConfiguredApi(environment).isPresent()) {
			logger
				.info("prefactor.api.token or prefactor.api.url is set, so prefactor.local.enabled counts for nothing");
			return ConditionOutcome.noMatch(message.because("another platform is configured"));
		}
		return ConditionOutcome.match(message.because("it is asked for"));
	}

	private static boolean isOn(Environment environment, String property, boolean byDefault) {
		// Binds as the properties do, so that a wrong value fails in the same words
		return Binder.get(environment).bind(property, Boolean.class).orElse(byDefault);
	}

}
