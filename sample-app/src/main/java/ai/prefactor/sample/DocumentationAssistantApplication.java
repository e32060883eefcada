package ai.prefactor.sample;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/**
 * Starts the documentation assistant, an agent that answers questions about this project
 * from the project's own pages. Needs nothing but a JDK.
 */
@SpringBootApplication
@ConfigurationPropertiesScan
public class DocumentationAssistantApplication {

	public static void main(String[] args) {
		SpringApplication.run(DocumentationAssistantApplication.class, args);
	}

}
