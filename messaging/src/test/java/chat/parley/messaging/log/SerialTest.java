package chat.parley.messaging.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SerialTest {
    private final Serial serial = new Serial();
    private final List<String> done = new ArrayList<>();

    @Test
    void aStepThatIsBroughtByAnotherRunsAfterIt() {
        serial.run(() -> {
            serial.run(() -> done.add("second"));
            done.add("first");
        });
        assertThat(done).containsExactly("first", "second");
    }

    @Test
    void aStepThatFailsIsNotTheLastOne() {
        serial.run(() -> {
            throw new AssertionError("a defect");
        });
        serial.run(() -> done.add("next"));
        assertThat(done).containsExactly("next");
    }
}
