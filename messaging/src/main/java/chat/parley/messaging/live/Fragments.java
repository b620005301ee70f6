package chat.parley.messaging.live;

import chat.parley.protocol.Limits;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Puts the fragments of a frame of text together, up to the limit of a frame. For one thread at a time.
final class Fragments {
    private static final byte[] NOTHING = new byte[0];

    private byte[] before = NOTHING;

    /// What became of a frame.
    sealed interface Result {
        /// More is to come.
        record Incomplete() implements Result {}

        /// A whole text.
        record Text(String text) implements Result {}

        /// Too much of it.
        record TooBig() implements Result {}

        /// It is not UTF-8.
        record NotUtf8() implements Result {}
    }

    /// Takes the next one; its buffer is read at once.
    Result add(WebSocketFrame frame) {
        int length = frame.content().readableBytes();
        if (before.length + length > Limits.FRAME_BYTES) {
            before = NOTHING;
            return new Result.TooBig();
        }
        byte[] all = Arrays.copyOf(before, before.length + length);
        frame.content().getBytes(frame.content().readerIndex(), all, before.length, length);
        before = frame.isFinalFragment() ? NOTHING : all;
        return frame.isFinalFragment() ? text(all) : new Result.Incomplete();
    }

    private static Result text(byte[] bytes) {
        try {
            return new Result.Text(StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes))
                    .toString());
        } catch (CharacterCodingException e) {
            return new Result.NotUtf8();
        }
    }
}
