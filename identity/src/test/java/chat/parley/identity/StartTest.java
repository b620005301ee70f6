package chat.parley.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.parley.edge.start.MissingSetting;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
final class StartTest {
    @Test
    void namesEverythingThatIsMissing(CapturedOutput output) {
        assertThatThrownBy(() -> IdentityApplication.builder(Map.of("PARLEY_SERVICE_TOKEN", "short"))
                        .run())
                .isInstanceOf(MissingSetting.class)
                .hasMessageContainingAll(
                        "PARLEY_MONGODB_URI",
                        "PARLEY_REDIS_URI",
                        "PARLEY_AMQP_URI",
                        "PARLEY_SERVICE_TOKEN (at least 32 characters)",
                        "PARLEY_CODE_SECRET",
                        "PARLEY_SIGNING_KEY",
                        "PARLEY_SIGNING_KEY_FILE");
        assertThat(output).contains("does not start without").doesNotContain("\tat ", "short");
    }
}
