package chat.parley.cli.load;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Finds in a server's event what a load test needs, in one pass over its bytes and without building anything: at tens
/// of
/// thousands of deliveries a second, trees would cost more than the sockets. Reused from frame to frame; for one
/// thread.
///
/// Understands any layout of valid JSON. Of what is broken it understands nothing, and says [Kind#OTHER] or less.
final class FrameScan {
    private static final int DEEP = 3;
    private static final byte[] TYPE = bytes("type");
    private static final byte[] SEQ = bytes("seq");
    private static final byte[] CODE = bytes("code");
    private static final byte[] REF = bytes("ref");
    private static final byte[] MESSAGE_ID = bytes("clientMessageId");
    private static final byte[] RETRY = bytes("retryAfterMs");

    private final MessageNames names;
    private byte[] bytes = new byte[4_096];
    private int length;
    private int keyStart;
    private int keyEnd;
    private int depth;

    private Kind kind = Kind.OTHER;
    private long[] seqs = new long[128];
    private long[] messages = new long[128];
    private int count;
    private long seq;
    private long message;
    private long retryAfterMs;
    private String code = "";

    FrameScan(MessageNames names) {
        this.names = names;
    }

    /// What a frame is.
    enum Kind {
        WELCOME,
        HEADS,
        HEARTBEAT,
        ENTRIES,
        ACK,
        ERROR,
        OTHER
    }

    /// Reads the next frame; what was read before is forgotten.
    FrameScan read(ByteBuf json) {
        length = json.readableBytes();
        if (bytes.length < length) {
            bytes = new byte[Math.max(length, 2 * bytes.length)];
        }
        json.getBytes(json.readerIndex(), bytes, 0, length);
        forget();
        walk();
        return this;
    }

    Kind kind() {
        return kind;
    }

    /// How many entries or heads there are.
    int count() {
        return count;
    }

    /// The seq of an entry or a head.
    long seq(int index) {
        return seqs[index];
    }

    /// The name of an entry's message, [MessageNames#FOREIGN] for any other entry.
    long message(int index) {
        return messages[index];
    }

    /// The name in an ack or in an error's `ref`.
    long message() {
        return message;
    }

    /// The seq of an ack.
    long seq() {
        return seq;
    }

    /// The code of an error.
    String code() {
        return code;
    }

    /// An error's, or 0.
    long retryAfterMs() {
        return retryAfterMs;
    }

    private void forget() {
        kind = Kind.OTHER;
        count = 0;
        seq = 0;
        message = MessageNames.FOREIGN;
        retryAfterMs = 0;
        code = "";
        keyEnd = 0;
        keyStart = 0;
        depth = 0;
    }

    private void walk() {
        int at = 0;
        while (at < length) {
            at = step(at);
        }
    }

    private int step(int at) {
        byte now = bytes[at];
        switch (now) {
            case '{', '[' -> open(now);
            case '}', ']' -> depth--;
            case '"' -> {
                return string(at + 1);
            }
            case ',', ':', ' ', '\n', '\r', '\t' -> {
                return at + 1;
            }
            default -> {
                return plain(at);
            }
        }
        return at + 1;
    }

    private void open(byte bracket) {
        depth++;
        if (depth == DEEP && bracket == '{') {
            if (count == seqs.length) {
                seqs = Arrays.copyOf(seqs, 2 * count);
                messages = Arrays.copyOf(messages, 2 * count);
            }
            seqs[count] = 0;
            messages[count] = MessageNames.FOREIGN;
            count++;
        }
    }

    private int string(int start) {
        int end = start;
        while (end < length && bytes[end] != '"') {
            end += bytes[end] == '\\' ? 2 : 1;
        }
        int after = end + 1;
        while (after < length && bytes[after] <= ' ') {
            after++;
        }
        if (after < length && bytes[after] == ':') {
            keyStart = start;
            keyEnd = end;
            return after + 1;
        }
        text(start, Math.min(end, length));
        return after;
    }

    private void text(int start, int end) {
        if (depth == 1) {
            topText(start, end);
        } else if (depth == DEEP && isKey(MESSAGE_ID) && end - start == MessageNames.LENGTH) {
            messages[count - 1] = names.read(bytes, start);
        }
    }

    private void topText(int start, int end) {
        if (isKey(TYPE)) {
            kind = kind(start, end);
        } else if (isKey(CODE)) {
            code = new String(bytes, start, end - start, StandardCharsets.US_ASCII);
        } else if ((isKey(MESSAGE_ID) || isKey(REF)) && end - start == MessageNames.LENGTH) {
            message = names.read(bytes, start);
        }
    }

    /// A number, true, false or null.
    private int plain(int start) {
        int end = start;
        long number = 0;
        while (end < length && isPlain(bytes[end])) {
            number = number * 10 + bytes[end] - '0';
            end++;
        }
        if (depth == DEEP && count > 0 && isKey(SEQ)) {
            seqs[count - 1] = number;
        } else if (depth == 1) {
            topPlain(number);
        }
        return Math.max(end, start + 1);
    }

    private void topPlain(long number) {
        if (isKey(SEQ)) {
            seq = number;
        } else if (isKey(RETRY)) {
            retryAfterMs = number;
        }
    }

    private static boolean isPlain(byte now) {
        return now > ' ' && now != ',' && now != '}' && now != ']' && now != ':' && now != '"';
    }

    private boolean isKey(byte[] key) {
        return Arrays.equals(bytes, keyStart, keyEnd, key, 0, key.length);
    }

    private Kind kind(int start, int end) {
        return switch (new String(bytes, start, end - start, StandardCharsets.US_ASCII)) {
            case "entries" -> Kind.ENTRIES;
            case "ack" -> Kind.ACK;
            case "error" -> Kind.ERROR;
            case "welcome" -> Kind.WELCOME;
            case "heads" -> Kind.HEADS;
            case "heartbeat" -> Kind.HEARTBEAT;
            default -> Kind.OTHER;
        };
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
