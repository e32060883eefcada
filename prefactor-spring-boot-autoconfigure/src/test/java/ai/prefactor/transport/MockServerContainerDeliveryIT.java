package ai.prefactor.transport;

import org.junit.jupiter.api.BeforeAll;
import org.mockserver.client.MockServerClient;
import org.testcontainers.junit.jupiter.Container;
import org.testcontainers.junit.jupiter.Testcontainers;
import org.testcontainers.mockserver.MockServerContainer;
import org.testcontainers.utility.DockerImageName;

@Testcontainers(disabledWithoutDocker = true)
class MockServerContainerDeliveryIT extends MockServerDelivery {

	@Container
	private static final MockServerContainer container = new MockServerContainer(
			DockerImageName.parse("mockserver/mockserver:5.15.0"));

	private static MockServerClient client;

	@BeforeAll
	static void connect() {
		client = new MockServerClient(container.getHost(), container.getServerPort());
	}

	@Override
	MockServerClient server() {
		return client;
	}

}
