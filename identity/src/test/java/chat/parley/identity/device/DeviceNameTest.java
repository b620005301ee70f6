package chat.parley.identity.device;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.http.HttpHeaders;

final class DeviceNameTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0 | Firefox on Linux",
                "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/138.0.0.0"
                        + " Safari/537.36 Edg/138.0.0.0 | Edge on Windows",
                "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko)"
                        + " Version/18.5 Safari/605.1.15 | Safari on macOS",
                "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)"
                        + " CriOS/138.0 Mobile/15E148 Safari/604.1 | Chrome on iPhone",
                "Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/138.0 Mobile"
                        + " Safari/537.36 | Chrome on Android",
                "parley (Linux) | parley on Linux",
                "curl/8.14 | Unknown device",
                "<script>alert(1)</script> | Unknown device",
            })
    void saysWhatPeopleRecognise(String agent, String name) {
        HttpHeaders headers = new HttpHeaders();
        headers.set(HttpHeaders.USER_AGENT, agent);
        assertThat(DeviceName.of(headers)).isEqualTo(name);
    }

    @Test
    void needsNoHeaderAndLooksAtNoEndlessOne() {
        assertThat(DeviceName.of(new HttpHeaders())).isEqualTo("Unknown device");
        HttpHeaders headers = new HttpHeaders();
        headers.set(HttpHeaders.USER_AGENT, "x".repeat(100_000) + "Firefox/1");
        assertThat(DeviceName.of(headers)).isEqualTo("Unknown device");
    }
}
