package chat.parley.faults.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RecorderTest {
    @TempDir
    private Path folder;

    @Test
    void readsBackWhatItWrote() {
        List<Event> written = List.of(
                Event.of("anna/phone#1", Act.SEND, Outcome.INVOKE).in("c1").message("m\"1", "d1"),
                Event.of("anna/phone#1", Act.SEND, Outcome.OK)
                        .in("c1")
                        .message("m\"1", "")
                        .at("c1-1", 1),
                Event.of("store", Act.STORE_AUDIT, Outcome.INFO));
        try (Recorder recorder = Recorder.to(file())) {
            written.forEach(recorder::add);
            assertThat(events(recorder.history()))
                    .usingRecursiveFieldByFieldElementComparatorIgnoringFields("t")
                    .isEqualTo(written);
        }
    }

    @Test
    void writesOneObjectWithTheAgreedNamesPerLine() throws IOException {
        try (Recorder recorder = Recorder.to(file())) {
            recorder.client("anna/phone#1").entry(Act.STORE_AUDIT, "c1", 7, "c1-7", "m1", "d1");
            recorder.client("suite").is(Act.REST, Outcome.OK);
        }
        assertThat(Files.readString(file()).replaceAll("\"t\":\\d+", "\"t\":1"))
                .isEqualTo("{\"t\":1,\"client\":\"anna/phone#1\",\"f\":\"store-audit\",\"type\":\"ok\","
                        + "\"conversation\":\"c1\",\"clientMessageId\":\"m1\",\"id\":\"c1-7\",\"seq\":7,"
                        + "\"digest\":\"d1\"}\n"
                        + "{\"t\":1,\"client\":\"suite\",\"f\":\"rest\",\"type\":\"ok\"}");
    }

    @Test
    void keepsTheOrderOfTimeWhenManyWriteAtOnce() {
        try (Recorder recorder = Recorder.to(file())) {
            try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
                for (int i = 0; i < 20; i++) {
                    Witness witness = recorder.client("user" + i);
                    threads.execute(() -> repeat(100, () -> witness.presence("anna", true)));
                }
            }
            assertThat(events(recorder.history()))
                    .hasSize(2_000)
                    .isSortedAccordingTo((a, b) -> Long.compare(a.t(), b.t()));
        }
    }

    @Test
    void saysWhenItIsFull() {
        try (Recorder recorder = Recorder.to(file(), 1)) {
            Witness suite = recorder.client("suite");
            suite.is(Act.HEAL, Outcome.OK);
            assertThatThrownBy(() -> suite.is(Act.REST, Outcome.OK))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("full: 1 lines");
        }
    }

    @Test
    void namesTheLineThatCannotBeRead() throws IOException {
        String good = "{\"t\":5,\"client\":\"a\",\"f\":\"recv\",\"type\":\"ok\"}\n";
        refuses(good + "{\"t\":6,\"client\":\"a\",\"f\":\"dance\",\"type\":\"ok\"}", "line 2: unknown word dance");
        refuses(good + good.replace('5', '4'), "line 2: earlier than the line before");
        refuses(good + good.substring(0, 20), "line 2: not JSON");
        refuses(good + "{\"t\":6}", "line 2: client, f and type are needed");
        refuses(good.replace("}", ",\"seq\":-1}"), "line 1: seq -1 is not within");
        refuses("7", "line 1: not an object");
    }

    @Test
    void tellsPersonDeviceAndConnectionByTheName() {
        Event event = Event.of("anna/phone#3", Act.RECV, Outcome.OK);
        assertThat(event.user()).isEqualTo("anna");
        assertThat(event.device()).isEqualTo("anna/phone");
        assertThat(Event.of("anna", Act.JOINED, Outcome.OK).user()).isEqualTo("anna");
    }

    @Test
    void standsForAContentWithoutHoldingIt() {
        assertThat(Digest.of("hello")).hasSize(16).isEqualTo(Digest.of("hello")).isNotEqualTo(Digest.of("hullo"));
    }

    private void refuses(String content, String message) throws IOException {
        Files.writeString(file(), content);
        assertThatThrownBy(() -> events(History.in(file())))
                .isInstanceOf(MalformedHistory.class)
                .hasMessageContaining(message);
    }

    private Path file() {
        return folder.resolve("history.jsonl");
    }

    private static List<Event> events(History history) {
        List<Event> events = new ArrayList<>();
        history.replay((line, event) -> events.add(event));
        return events;
    }

    private static void repeat(int times, Runnable work) {
        for (int i = 0; i < times; i++) {
            work.run();
        }
    }
}
