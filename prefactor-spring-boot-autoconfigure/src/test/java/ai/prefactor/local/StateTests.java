package ai.prefactor.local;

import java.util.stream.Stream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class StateTests {

	@ParameterizedTest
	@CsvSource({ "PENDING,ACTIVE CANCELLED TERMINATED", "ACTIVE,COMPLETE FAILED CANCELLED TERMINATED", "COMPLETE,''",
			"FAILED,''", "CANCELLED,''", "TERMINATED,''" })
	void canBecomeShouldFollowTheStateMachine(State state, String followers) {
		assertThat(Stream.of(State.values()).filter(state::canBecome).map(State::name))
			.containsExactlyElementsOf(Stream.of(followers.split(" ")).filter((name) -> !name.isEmpty()).toList());
	}

}
