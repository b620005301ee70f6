package chat.parley.messaging.fanout;

import chat.parley.messaging.connection.Frame;
import chat.parley.protocol.chat.Head;
import chat.parley.protocol.id.ChatId;
import chat.parley.protocol.id.UserId;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Envelopes as bytes: version, kind, flags, node, conversation, person, three numbers, then the frame as it goes to
/// clients. All of fixed width, big-endian, so that a receiving node parses no JSON.
final class EnvelopeCodec {
    private static final byte VERSION = 1;
    private static final byte ENTRIES = 1;
    private static final byte TO_CHAT = 2;
    private static final byte TO_USER = 3;
    private static final byte ADDED = 4;
    private static final byte REMOVED = 5;
    private static final byte NOTICES = 1;
    private static final byte PASSING = 2;
    private static final int HEADER = 3 + Long.BYTES + ChatId.BYTES + UserId.BYTES + 3 * Long.BYTES;
    private static final byte[] NOBODY = new byte[UserId.BYTES];
    private static final byte[] NOWHERE = new byte[ChatId.BYTES];

    private final long node;

    /// @param node this node; its own envelopes are dropped when they come back
    EnvelopeCodec(long node) {
        this.node = node;
    }

    byte[] encode(Envelope envelope) {
        return switch (envelope) {
            case Envelope.Entries entries -> entries(entries);
            case Envelope.ToChat toChat ->
                signal(TO_CHAT, toChat.chat().bytes(), toChat.about().bytes(), toChat.frame());
            case Envelope.ToUser toUser ->
                signal(TO_USER, NOWHERE, toUser.user().bytes(), toUser.frame());
            case Envelope.Added added -> membership(ADDED, added.user(), added.chat());
            case Envelope.Removed removed -> membership(REMOVED, removed.user(), removed.chat());
        };
    }

    /// Empty for this node's own, and for what this version does not know.
    Optional<Envelope> decode(byte[] bytes) {
        if (bytes.length < HEADER || bytes[0] != VERSION) {
            return Optional.empty();
        }
        ByteBuffer in = ByteBuffer.wrap(bytes);
        byte kind = in.get(1);
        byte flags = in.get(2);
        long from = in.position(3).getLong();
        return from == node ? Optional.empty() : Optional.ofNullable(body(kind, flags, in));
    }

    private static @Nullable Envelope body(byte kind, byte flags, ByteBuffer in) {
        ChatId chat = ChatId.of(take(in, ChatId.BYTES));
        UserId user = UserId.of(take(in, UserId.BYTES));
        return switch (kind) {
            case ENTRIES -> entries(chat, flags, in);
            case TO_CHAT -> new Envelope.ToChat(chat, user, frame(flags, in));
            case TO_USER -> new Envelope.ToUser(user, frame(flags, in));
            case ADDED -> new Envelope.Added(user, chat);
            case REMOVED -> new Envelope.Removed(user, chat);
            default -> null;
        };
    }

    private static Envelope entries(ChatId chat, byte flags, ByteBuffer in) {
        long first = in.getLong();
        Head head = new Head(chat, in.getLong(), in.getLong());
        Frame frame = Frame.lasting(take(in, in.remaining()));
        return new Envelope.Entries(chat, first, head, (flags & NOTICES) != 0, frame);
    }

    private byte[] entries(Envelope.Entries entries) {
        byte flags = entries.notices() ? NOTICES : 0;
        Frame frame = entries.frame();
        return header(ENTRIES, flags, entries.chat().bytes(), NOBODY, frame.length())
                .putLong(entries.firstSeq())
                .putLong(entries.head().seq())
                .putLong(entries.head().ordinal())
                .put(frame.bytes())
                .array();
    }

    private byte[] signal(byte kind, byte[] chat, byte[] user, Frame frame) {
        byte flags = frame.passing() ? PASSING : 0;
        return header(kind, flags, chat, user, frame.length())
                .put(HEADER, frame.bytes())
                .array();
    }

    private byte[] membership(byte kind, UserId user, ChatId chat) {
        return header(kind, (byte) 0, chat.bytes(), user.bytes(), 0).array();
    }

    private ByteBuffer header(byte kind, byte flags, byte[] chat, byte[] user, int length) {
        return ByteBuffer.allocate(HEADER + length)
                .put(VERSION)
                .put(kind)
                .put(flags)
                .putLong(node)
                .put(chat)
                .put(user);
    }

    private static Frame frame(byte flags, ByteBuffer in) {
        in.position(HEADER);
        return new Frame(take(in, in.remaining()), (flags & PASSING) != 0);
    }

    private static byte[] take(ByteBuffer in, int length) {
        byte[] bytes = new byte[length];
        in.get(bytes);
        return bytes;
    }
}
