package chat.parley.faults.checker;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.faults.history.Act;
import chat.parley.faults.history.Recorder;
import chat.parley.faults.history.Witness;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CheckerTest {
    private static final int MESSAGES = 50_000;
    private static final int DEVICES = 17;
    /// It takes seconds; a busy machine may need more.
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    @TempDir
    private Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    @Test
    void printsTheCountsOfACleanHistoryAndEndsWithZero() {
        try (Recorder recorder = Recorder.to(file())) {
            sendAndAudit(recorder, "m1", "m1");
        }
        assertThat(run(file().toString())).isZero();
        assertThat(printed())
                .contains("attempted 1, acknowledged 1, recovered 0, lost 0, duplicated 0, unexpected 0 (5 lines)")
                .contains("No anomaly.");
    }

    @Test
    void printsEachAnomalyWithItsLinesAndEndsWithOne() {
        try (Recorder recorder = Recorder.to(file())) {
            sendAndAudit(recorder, "m1", "m2");
        }
        assertThat(run(file().toString())).isEqualTo(1);
        assertThat(printed())
                .contains("lost 1")
                .contains("lost-ack: m1 is in no final read")
                .contains("phantom: m2 was never sent like this")
                .contains("  4: Event[")
                .contains("client=store, f=STORE_AUDIT");
    }

    @Test
    void endsWithTwoWhenThereIsNothingToJudge() throws IOException {
        assertThat(run()).isEqualTo(2);
        assertThat(run(folder.resolve("none").toString())).isEqualTo(2);
        Files.writeString(file(), "{}");
        assertThat(run(file().toString())).isEqualTo(2);
        assertThat(printed()).contains("line 1: client, f and type are needed");
    }

    @Test
    void judgesAMillionLinesIn160Megabytes() throws Exception {
        try (Recorder recorder = Recorder.to(file())) {
            million(recorder);
        }
        Process checker = program("-Xmx160m").start();
        assertThat(checker.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        String text = new String(checker.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(text)
                .contains("acknowledged 50000")
                .contains("(1000004 lines)")
                .contains("No anomaly.");
        assertThat(checker.exitValue()).isZero();
    }

    private ProcessBuilder program(String option) {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        String path = System.getProperty("java.class.path");
        return new ProcessBuilder(java.toString(), option, "-cp", path, Checker.class.getName(), file().toString())
                .redirectErrorStream(true);
    }

    /// Per message: sent, acknowledged, shown to 17 devices, audited.
    private static void million(Recorder recorder) {
        Witness anna = recorder.client("anna/phone#1");
        for (int seq = 1; seq <= MESSAGES; seq++) {
            String message = "message-" + seq;
            anna.sending("c", message, "d");
            anna.sent("c", message, "c-" + seq, seq);
            for (int device = 0; device < DEVICES; device++) {
                recorder.client("bert/" + device + "#1").entry(Act.RECV, "c", seq, "c-" + seq, message, "d");
            }
        }
        Witness store = recorder.client("store");
        store.reading(Act.STORE_AUDIT, "c");
        for (int seq = 1; seq <= MESSAGES; seq++) {
            store.entry(Act.STORE_AUDIT, "c", seq, "c-" + seq, "message-" + seq, "d");
        }
        store.readAll(Act.STORE_AUDIT, "c");
        store.reading(Act.STORE_AUDIT, "empty");
        store.readAll(Act.STORE_AUDIT, "empty");
    }

    private static void sendAndAudit(Recorder recorder, String sent, String stored) {
        Witness anna = recorder.client("anna/phone#1");
        anna.sending("c", sent, "d");
        anna.sent("c", sent, "c-1", 1);
        Witness store = recorder.client("store");
        store.reading(Act.STORE_AUDIT, "c");
        store.entry(Act.STORE_AUDIT, "c", 1, "c-1", stored, "d");
        store.readAll(Act.STORE_AUDIT, "c");
    }

    private int run(String... arguments) {
        return Checker.run(arguments, new PrintStream(out, true, StandardCharsets.UTF_8));
    }

    private String printed() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private Path file() {
        return folder.resolve("history.jsonl");
    }
}
