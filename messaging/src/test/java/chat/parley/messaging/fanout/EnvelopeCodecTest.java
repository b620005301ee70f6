package chat.parley.messaging.fanout;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.messaging.connection.Frame;
import chat.parley.protocol.chat.Head;
import chat.parley.protocol.id.ChatId;
import chat.parley.protocol.id.UserId;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class EnvelopeCodecTest {
    private static final ChatId CHAT = new ChatId("0123456789abcdef01234567");
    private static final UserId USER = new UserId("76543210fedcba9876543210");
    private static final Frame FRAME = Frame.lasting("{}".getBytes(StandardCharsets.UTF_8));

    private final EnvelopeCodec here = new EnvelopeCodec(1);
    private final EnvelopeCodec there = new EnvelopeCodec(2);

    @Test
    void entriesArriveAsTheyWere() {
        Envelope sent = new Envelope.Entries(CHAT, 7, new Head(CHAT, 9, 5), true, FRAME);
        Envelope.Entries got = (Envelope.Entries) arrived(sent);
        assertThat(got.chat()).isEqualTo(CHAT);
        assertThat(got.firstSeq()).isEqualTo(7);
        assertThat(got.head()).isEqualTo(new Head(CHAT, 9, 5));
        assertThat(got.notices()).isTrue();
        assertThat(got.frame().bytes()).isEqualTo(FRAME.bytes());
    }

    @Test
    void signalsArriveWithTheirUrgency() {
        Frame passing = Frame.passing(FRAME.bytes());
        Envelope.ToChat toChat = (Envelope.ToChat) arrived(new Envelope.ToChat(CHAT, USER, passing));
        Envelope.ToUser toUser = (Envelope.ToUser) arrived(new Envelope.ToUser(USER, FRAME));
        assertThat(toChat.chat()).isEqualTo(CHAT);
        assertThat(toChat.about()).isEqualTo(USER);
        assertThat(toChat.frame().passing()).isTrue();
        assertThat(toChat.frame().bytes()).isEqualTo(FRAME.bytes());
        assertThat(toUser.user()).isEqualTo(USER);
        assertThat(toUser.frame().passing()).isFalse();
    }

    @Test
    void membershipsArrive() {
        assertThat(arrived(new Envelope.Added(USER, CHAT))).isEqualTo(new Envelope.Added(USER, CHAT));
        assertThat(arrived(new Envelope.Removed(USER, CHAT))).isEqualTo(new Envelope.Removed(USER, CHAT));
    }

    @Test
    void ownAndForeignBytesAreLeftAlone() {
        byte[] own = here.encode(new Envelope.Added(USER, CHAT));
        assertThat(here.decode(own)).isEmpty();
        assertThat(there.decode(new byte[3])).isEmpty();
        own[0] = 9;
        assertThat(there.decode(own)).isEmpty();
    }

    private Envelope arrived(Envelope envelope) {
        return there.decode(here.encode(envelope)).orElseThrow();
    }
}
