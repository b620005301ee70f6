package chat.parley.cli.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

final class FrameScanTest {
    private static final Path SAMPLES = Path.of("../protocol/src/test/resources/samples/events");
    private static final MessageNames NAMES = new MessageNames(1, 0);

    private final FrameScan scan = new FrameScan(NAMES);

    @Test
    void findsTheEntriesOfAFrame() throws IOException {
        FrameScan found = sample("entries-live");
        assertThat(found.kind()).isEqualTo(FrameScan.Kind.ENTRIES);
        assertThat(found.count()).isEqualTo(2);
        assertThat(found.seq(0)).isEqualTo(42);
        assertThat(found.seq(1)).isEqualTo(43);
        assertThat(found.message(0)).isEqualTo(MessageNames.FOREIGN);
        assertThat(sample("entries").seq(0)).isEqualTo(1);
    }

    @Test
    void findsAcksErrorsAndHeads() throws IOException {
        assertThat(sample("ack").kind()).isEqualTo(FrameScan.Kind.ACK);
        assertThat(scan.seq()).isEqualTo(42);
        assertThat(sample("error").code()).isEqualTo("RATE_LIMITED");
        assertThat(scan.retryAfterMs()).isEqualTo(1_500);
        assertThat(sample("heads").seq(0)).isEqualTo(42);
        assertThat(sample("heartbeat").seq(0)).isEqualTo(43);
        assertThat(sample("welcome").kind()).isEqualTo(FrameScan.Kind.WELCOME);
        assertThat(sample("typing").kind()).isEqualTo(FrameScan.Kind.OTHER);
    }

    @Test
    void findsTheMessagesOfThisRun() {
        byte[] uuid = new byte[MessageNames.LENGTH];
        NAMES.write(NAMES.name(7_000, 9), uuid, 0);
        String name = new String(uuid, StandardCharsets.US_ASCII);
        assertThat(read("{\"type\":\"ack\",\"clientMessageId\":\"" + name + "\",\"seq\":8}")
                        .message())
                .isEqualTo(NAMES.name(7_000, 9));
        assertThat(read("{\"type\":\"error\",\"code\":\"X\",\"ref\":\"" + name + "\"}")
                        .message())
                .isEqualTo(NAMES.name(7_000, 9));
        assertThat(read("{\"entries\":[{\"seq\":1,\"clientMessageId\":\"" + name + "\"}],\"type\":\"entries\"}")
                        .message(0))
                .isEqualTo(NAMES.name(7_000, 9));
    }

    @Test
    void isNotMisledByWhatPeopleWrite() {
        FrameScan found = read("{ \"type\" : \"entries\" , \"entries\" : [ { \"text\" : \"\\\"seq\\\":99,{[\\\\\" ,\n"
                + " \"more\" : { \"seq\" : 98 } , \"seq\" : 5 } ] , \"more\" : true }");
        assertThat(found.count()).isEqualTo(1);
        assertThat(found.seq(0)).isEqualTo(5);
    }

    @Test
    void takesPagesOfAnySizeAndSurvivesWhatIsBroken() {
        String entries = "{\"seq\":1},".repeat(1_000) + "{\"seq\":1001}";
        assertThat(read("{\"type\":\"entries\",\"entries\":[" + entries + "]}").count())
                .isEqualTo(1_001);
        assertThat(scan.seq(1_000)).isEqualTo(1_001);
        assertThat(read("{\"type\":\"ent").kind()).isEqualTo(FrameScan.Kind.OTHER);
        assertThat(read("]]}}\\\"\"").count()).isZero();
        assertThat(read("").kind()).isEqualTo(FrameScan.Kind.OTHER);
    }

    private FrameScan sample(String name) throws IOException {
        return read(Files.readString(SAMPLES.resolve(name + ".json")));
    }

    private FrameScan read(String json) {
        return scan.read(Unpooled.copiedBuffer(json, StandardCharsets.UTF_8));
    }
}
