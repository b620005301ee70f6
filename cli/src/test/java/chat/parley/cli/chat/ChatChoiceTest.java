package chat.parley.cli.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.parley.cli.Refusal;
import chat.parley.protocol.chat.ChatKind;
import chat.parley.protocol.chat.ChatView;
import chat.parley.protocol.chat.Head;
import chat.parley.protocol.chat.LatestMessage;
import chat.parley.protocol.chat.Role;
import chat.parley.protocol.chat.UserSummary;
import chat.parley.protocol.id.ChatId;
import chat.parley.protocol.id.UserId;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class ChatChoiceTest {
    private static final UserId ME = new UserId("a1a1a1a1a1a1a1a1a1a1a1a1");
    private static final UserSummary ADA = new UserSummary(ME, "Ada");
    private static final UserSummary BELA = new UserSummary(new UserId("b2b2b2b2b2b2b2b2b2b2b2b2"), "Béla");
    private static final ChatView BELAS = chat(1, null, BELA);
    private static final ChatView HIKING = chat(2, "Hiking", BELA);
    private static final ChatView HIKING_TOO = chat(3, "Hiking", BELA);
    private static final ChatView CHESS = chat(4, "chess", BELA);
    private static final List<ChatView> ALL = List.of(BELAS, HIKING, HIKING_TOO, CHESS);

    @Test
    void findsByIdTitleOrName() {
        assertThat(ChatChoice.named(HIKING.id().value(), ALL, ME)).isEqualTo(HIKING);
        assertThat(ChatChoice.named("Béla", ALL, ME)).isEqualTo(BELAS);
        assertThat(ChatChoice.named("Chess", ALL, ME)).isEqualTo(CHESS);
    }

    @Test
    void listsThoseThatAreMeantPerhaps() {
        assertThatThrownBy(() -> ChatChoice.named("Hiking", ALL, ME))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.exitCode()).isEqualTo(2))
                .hasMessageContainingAll(
                        "2 conversations", HIKING.id().value(), HIKING_TOO.id().value());
    }

    @Test
    void saysHowToFindWhatThereIs() {
        assertThatThrownBy(() -> ChatChoice.named("Nobody", ALL, ME))
                .isInstanceOf(Refusal.class)
                .hasMessageContainingAll("Nobody", "parley chats", "parley new EMAIL");
    }

    @Test
    void writesALineForTheList() {
        assertThat(ChatsCommand.line(HIKING, ME))
                .isEqualTo(
                        "000000000000000000000002    (3)  Hiking                        2 people     See you \uFFFD[1m");
    }

    private static ChatView chat(int number, @Nullable String title, UserSummary other) {
        ChatId id = new ChatId(String.format(Locale.ROOT, "%024x", number));
        return new ChatView(
                id,
                title == null ? ChatKind.DIRECT : ChatKind.GROUP,
                title,
                List.of(ADA, other),
                2,
                Role.MEMBER,
                new Head(id, 5, 4),
                new LatestMessage("See\nyou \u001b[1m", other.id(), 5, Instant.EPOCH),
                3,
                List.of(),
                Instant.EPOCH);
    }
}
