package chat.parley.cli.talk;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.protocol.chat.LogEntry;
import chat.parley.protocol.chat.NoticeKind;
import chat.parley.protocol.chat.Receipt;
import chat.parley.protocol.id.ChatId;
import chat.parley.protocol.id.UserId;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// What stands on the screen.
final class ShownTest {
    private static final ChatId CHAT = new ChatId("5f1c0a9be2d34c7781aa03f2");
    private static final UserId ADA = new UserId("a1a1a1a1a1a1a1a1a1a1a1a1");
    private static final UserId BELA = new UserId("b2b2b2b2b2b2b2b2b2b2b2b2");
    private static final UserId CLEO = new UserId("c3c3c3c3c3c3c3c3c3c3c3c3");
    private static final Instant TIME = Instant.parse("2026-11-22T10:15:30Z");
    private static final Map<UserId, String> NAMES = Map.of(ADA, "Ada", BELA, "Béla", CLEO, "Cleo");

    private final Lines lines = new Lines(ShownTest::name, ZoneOffset.UTC);

    @Test
    void writesMessagesWithTimeAndName() {
        assertThat(lines.of(message("text", "Grüße 👋"))).isEqualTo("10:15 Ada: Grüße 👋");
        assertThat(lines.of(message("text", "one\ntwo"))).isEqualTo("10:15 Ada: one\n      two");
    }

    @Test
    void letsNobodysTextDriveTheTerminal() {
        assertThat(lines.of(message("text", "\u001b[2Jgone\u0007\u202Eevil")))
                .isEqualTo("10:15 Ada: \uFFFD[2Jgone\uFFFD\uFFFDevil");
    }

    @Test
    void saysThatItCannotShowWhatItDoesNotKnow() {
        assertThat(lines.of(message("hologram", "?"))).contains("cannot show");
    }

    @Test
    void writesWhatHappened() {
        assertThat(lines.of(notice(NoticeKind.CREATED, "Hiking")))
                .isEqualTo("10:15 * Ada opened the conversation “Hiking”");
        assertThat(lines.of(notice(NoticeKind.JOINED, null))).isEqualTo("10:15 * Ada added Béla, Cleo");
        assertThat(lines.of(notice(NoticeKind.LEFT, null))).isEqualTo("10:15 * Ada left");
        assertThat(lines.of(notice(NoticeKind.REMOVED, null))).isEqualTo("10:15 * Ada removed Béla, Cleo");
        assertThat(lines.of(notice(NoticeKind.RENAMED, "Hills"))).isEqualTo("10:15 * Ada called it “Hills”");
    }

    @Test
    void forgetsAfterSixSecondsThatSomebodyWrites() {
        TypingPeople typing = new TypingPeople();
        long second = Duration.ofSeconds(1).toNanos();
        typing.heard(BELA, true, 0);
        assertThat(typing.text(ShownTest::name, second)).isEqualTo("Béla is writing…");
        typing.heard(CLEO, true, 2 * second);
        assertThat(typing.text(ShownTest::name, 3 * second)).isEqualTo("Béla and Cleo are writing…");
        assertThat(typing.text(ShownTest::name, 7 * second)).isEqualTo("Cleo is writing…");
        typing.heard(CLEO, false, 7 * second);
        assertThat(typing.text(ShownTest::name, 7 * second)).isEmpty();
    }

    @Test
    void tellsHowFarOnesOwnMessageCame() {
        OwnMessage own = new OwnMessage(ADA);
        assertThat(own.text(ShownTest::name)).isEmpty();
        own.sending();
        assertThat(own.text(ShownTest::name)).isEqualTo("sending…");
        own.stored(7);
        own.settled();
        own.receipt(new Receipt(ADA, 7, 7, 5));
        assertThat(own.text(ShownTest::name)).isEqualTo("sent");
        own.receipt(new Receipt(BELA, 7, 3, 2));
        assertThat(own.text(ShownTest::name)).isEqualTo("delivered to Béla");
        own.receipt(new Receipt(BELA, 7, 7, 5));
        own.receipt(new Receipt(BELA, 6, 6, 4));
        assertThat(own.text(ShownTest::name)).isEqualTo("read by Béla");
    }

    @Test
    void saysThatOneIsWritingEveryThreeSecondsAtMost() {
        List<Boolean> told = new ArrayList<>();
        OwnTyping typing = new OwnTyping(told::add);
        for (int tenths = 0; tenths <= 40; tenths++) {
            typing.pressed(tenths * Duration.ofMillis(100).toNanos());
        }
        typing.sent();
        typing.sent();
        assertThat(told).containsExactly(true, true, false);
    }

    private static LogEntry message(String type, String text) {
        return new LogEntry.Message(CHAT, 7, 5, ADA, UUID.randomUUID(), type, text, TIME);
    }

    private static LogEntry notice(NoticeKind kind, @Nullable String title) {
        return new LogEntry.Notice(CHAT, 7, 5, kind, ADA, List.of(BELA, CLEO), title, TIME);
    }

    private static String name(UserId id) {
        return Objects.requireNonNull(NAMES.get(id));
    }
}
