package chat.parley.cli.live;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.cli.node.PretendNode;
import chat.parley.protocol.id.ChatId;
import chat.parley.protocol.live.ClientCommand;
import chat.parley.protocol.live.Cursor;
import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.netty.resources.LoopResources;

/// What a [LiveClient] does, whatever carries it.
abstract class LiveClientContract {
    private static final String ADA = "a1a1a1a1a1a1a1a1a1a1a1a1";
    private static final ChatId CHAT = new ChatId("5f1c0a9be2d34c7781aa03f2");
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final PretendNode node = new PretendNode();
    private final LoopResources loops = LoopResources.create("contract", 1, true);
    private final Heard heard = new Heard();

    abstract LiveAddress address(PretendNode of);

    @AfterEach
    void close() {
        node.close();
        loops.disposeLater(Duration.ZERO, Duration.ofSeconds(1)).block(PATIENCE);
    }

    @Test
    void hearsWelcomeThenHeadsThenWhatItsCursorsLack() {
        node.open(CHAT.value(), List.of(ADA));
        node.write(CHAT.value(), ADA, "one");
        node.write(CHAT.value(), ADA, "two");
        LiveConnection unused = open("t-" + ADA, List.of(new Cursor(CHAT, 1)));
        assertThat(heard.await("entries", 1)).contains("\"text\":\"two\"").doesNotContain("\"text\":\"one\"");
        assertThat(heard.events()).hasSize(3);
        assertThat(heard.events().get(0)).contains("\"welcome\"", ADA);
        assertThat(heard.events().get(1)).contains("\"heads\"", "\"seq\":2");
    }

    @Test
    void hearsLiveEventsInOrder() {
        welcomed();
        for (int i = 0; i < 500; i++) {
            node.write(CHAT.value(), ADA, "line " + i);
        }
        assertThat(heard.await("entries", 500)).contains("\"seq\":500");
        for (int i = 0; i < 500; i++) {
            assertThat(heard.of("entries").get(i)).contains("\"text\":\"line " + i + "\"");
        }
    }

    @Test
    void hearsEventsThatAreLarge() {
        welcomed();
        node.write(CHAT.value(), ADA, "ä".repeat(150_000));
        assertThat(heard.await("entries", 1)).hasSizeGreaterThan(150_000);
    }

    @Test
    void hearsTheAnswerToWhatItSays() {
        LiveConnection connection = welcomed();
        UUID name = UUID.randomUUID();
        assertThat(connection.say(Spoken.of(new ClientCommand.Send(CHAT, name, "Hello!"))))
                .isTrue();
        assertThat(heard.await("ack", 1)).contains(name.toString(), "\"seq\":1");
        assertThat(heard.await("entries", 1)).contains("Hello!");
    }

    @Test
    void hearsARefusalLikeAnyEvent() {
        LiveConnection connection = welcomed();
        UUID name = UUID.randomUUID();
        assertThat(connection.say(Spoken.of(new ClientCommand.Send(CHAT, name, "refuse me"))))
                .isTrue();
        assertThat(heard.await("error", 1)).contains("UNPROCESSABLE", name.toString());
        assertThat(connection.say(Spoken.of(new ClientCommand.Ping()))).isTrue();
        assertThat(heard.await("pong", 1)).isNotEmpty();
    }

    @Test
    void saysWhatNeedsNoAnswer() {
        LiveConnection connection = welcomed();
        assertThat(connection.say(Spoken.of(new ClientCommand.Typing(CHAT, true))))
                .isTrue();
        assertThat(connection.say(Spoken.of(new ClientCommand.Read(CHAT, 7)))).isTrue();
        Awaitility.await().atMost(PATIENCE).until(() -> node.heard().size() == 2);
        assertThat(node.heard()).first().asString().contains("typing");
        assertThat(node.heard()).last().asString().contains("\"upTo\":7");
    }

    @Test
    void toldToComeBackLaterKnowsWhen() {
        welcomed();
        node.lines().getFirst().end(1012, "draining", 1_500);
        assertThat(heard.end().code()).isEqualTo(1012);
        assertThat(heard.end().reconnectAfterMs()).hasValue(1_500);
    }

    @Test
    void knowsWhyItWasEnded() {
        welcomed();
        node.lines().getFirst().end(4430, "reads too slowly", 0);
        assertThat(heard.end().code()).isEqualTo(4430);
        assertThat(heard.end().name()).isEqualTo("SLOW_READER");
        assertThat(heard.end().reason()).isEqualTo("reads too slowly");
    }

    @Test
    void isToldThatItsTokenIsNotGood() {
        LiveConnection unused = open("forged", List.of());
        assertThat(heard.end().code()).isEqualTo(4401);
    }

    @Test
    void noticesThatItWasCut() {
        welcomed();
        node.lines().getFirst().cut();
        assertThat(heard.end().code()).isEqualTo(LiveEnd.CUT);
    }

    @Test
    void endsWhenNobodyIsThere() {
        LiveAddress there = address(node);
        node.close();
        LiveConnection unused = LiveClient.at(there, loops).open("t-" + ADA, List.of(), heard);
        assertThat(heard.end().code()).isEqualTo(LiveEnd.CUT);
    }

    @Test
    void endsOnceAndHearsNothingMore() {
        LiveConnection connection = welcomed();
        connection.close();
        connection.cut();
        assertThat(connection.say(Spoken.of(new ClientCommand.Ping()))).isFalse();
        Awaitility.await().atMost(PATIENCE).until(() -> node.lines().isEmpty());
        assertThat(heard.ends()).singleElement().extracting(LiveEnd::code).isEqualTo(1000);
    }

    @Test
    void closedBeforeItIsThereLeavesNothingBehind() {
        LiveConnection connection = open("t-" + ADA, List.of());
        connection.cut();
        assertThat(heard.end().code()).isEqualTo(LiveEnd.CUT);
        Awaitility.await()
                .during(Duration.ofMillis(300))
                .atMost(PATIENCE)
                .until(() -> node.lines().isEmpty() && heard.events().isEmpty());
    }

    @CanIgnoreReturnValue
    private LiveConnection welcomed() {
        node.open(CHAT.value(), List.of(ADA));
        LiveConnection connection = open("t-" + ADA, List.of());
        assertThat(heard.await("heads", 1)).isNotEmpty();
        return connection;
    }

    private LiveConnection open(String token, List<Cursor> cursors) {
        return LiveClient.at(address(node), loops).open(token, cursors, heard);
    }
}
