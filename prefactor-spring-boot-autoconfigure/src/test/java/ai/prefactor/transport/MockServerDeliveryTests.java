package ai.prefactor.transport;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.mockserver.client.MockServerClient;
import org.mockserver.configuration.ConfigurationProperties;
import org.mockserver.integration.ClientAndServer;

class MockServerDeliveryTests extends MockServerDelivery {

	private static ClientAndServer server;

	@BeforeAll
	static void start() {
		ConfigurationProperties.logLevel("WARN");
		server = ClientAndServer.startClientAndServer(0);
	}

	@AfterAll
	static void stop() {
		server.stop();
	}

	@Override
	MockServerClient server() {
		return server;
	}

}
