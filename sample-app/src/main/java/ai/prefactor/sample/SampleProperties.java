package ai.prefactor.sample;

import java.util.List;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the assistant.
 *
 * @param askAtStart whether the assistant asks itself a few questions when it has started
 * @param questions what it asks itself then
 * @param documentation folder on the class path that holds the pages, as Markdown
 */
@ConfigurationProperties("sample")
record SampleProperties(@DefaultValue("true") boolean askAtStart, @DefaultValue( {
		"How do I trace a method of my bean?", "What happens when the queue is full?",
		"How do I run my tests without a token?" }) List<String> questions,
		@DefaultValue("documentation") String documentation){

}
