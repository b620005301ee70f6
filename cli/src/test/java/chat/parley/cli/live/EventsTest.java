package chat.parley.cli.live;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.protocol.chat.LogEntry;
import chat.parley.protocol.live.ServerEvent;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class EventsTest {
    private static final Path SAMPLES = Path.of("../protocol/src/test/resources/samples/events");

    @ParameterizedTest
    @MethodSource("samples")
    void readsEverythingThatServersSay(Path sample) throws IOException {
        assertThat(read(Files.readString(sample))).isPresent();
    }

    @Test
    void passesOverWhatItDoesNotKnow() {
        assertThat(read("{\"type\":\"fireworks\",\"colour\":\"red\"}")).isEmpty();
        assertThat(read("{")).isEmpty();
        assertThat(read("{\"type\":\"pong\",\"since\":1}")).isPresent();
    }

    @Test
    void keepsThePlaceOfAnEntryThatItCannotShow() {
        Optional<ServerEvent> event =
                read("{\"type\":\"entries\",\"chatId\":\"5f1c0a9be2d34c7781aa03f2\",\"more\":false,"
                        + "\"entries\":[{\"type\":\"poll\",\"chatId\":\"5f1c0a9be2d34c7781aa03f2\",\"seq\":3,\"ordinal\":2,"
                        + "\"createdAt\":\"2026-11-22T10:15:30Z\"}]}");
        assertThat(event)
                .get()
                .isInstanceOfSatisfying(
                        ServerEvent.Entries.class,
                        entries -> assertThat(entries.entries())
                                .extracting(LogEntry::seq)
                                .isEqualTo(List.of(3L)));
    }

    private static Optional<ServerEvent> read(String json) {
        return Events.read(Unpooled.copiedBuffer(json, StandardCharsets.UTF_8));
    }

    private static List<Path> samples() throws IOException {
        try (Stream<Path> files = Files.list(SAMPLES)) {
            return files.sorted().toList();
        }
    }
}
