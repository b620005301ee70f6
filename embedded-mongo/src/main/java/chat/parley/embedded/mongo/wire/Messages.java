package chat.parley.embedded.mongo.wire;

import de.bwaldvogel.mongo.wire.MongoWireProtocolHandler;
import de.bwaldvogel.mongo.wire.message.ClientRequest;
import de.bwaldvogel.mongo.wire.message.MessageHeader;
import de.bwaldvogel.mongo.wire.message.MongoMessage;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.timeout.IdleStateEvent;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Makes requests of bytes. What is no BSON is refused as long as one can tell where it ends; a connection on which one
/// cannot is closed. Nothing of a message is done before all of it was read.
///
/// @see <a href="https://www.mongodb.com/docs/manual/reference/mongodb-wire-protocol/">Wire protocol</a>
final class Messages extends MongoWireProtocolHandler {
    private static final Logger LOG = LoggerFactory.getLogger(Messages.class);

    private static final int HEADER = 16;
    private static final int REQUEST_ID_AT = 4;
    private static final int KIND_AT = 12;
    private static final int FLAGS_AT = HEADER;
    private static final int BODY_AT = FLAGS_AT + Integer.BYTES;

    private static final int MOST_COPIED = 64 * 1024;

    private static final int OP_MSG = 2013;
    private static final int CHECKSUM = 1;
    private static final int MORE_TO_COME = 1 << 1;
    /// Who does not know these must not read on; the others may be left out.
    private static final int REQUIRED_UNKNOWN = 0xFFFC;

    private final AtomicInteger refusals = new AtomicInteger();
    private boolean closed;

    @Override
    protected @Nullable ClientRequest decode(ChannelHandlerContext context, ByteBuf in) {
        if (closed) {
            in.skipBytes(in.readableBytes());
            return null;
        }
        if (in.readableBytes() < HEADER) {
            return null;
        }
        int length = in.getIntLE(in.readerIndex());
        if (length < BODY_AT || length > MAX_MESSAGE_SIZE_BYTES) {
            close(context, "a message of " + length + " bytes");
            return null;
        }
        return in.readableBytes() < length ? null : read(context, next(in, length));
    }

    /// What is read field by field is read faster on the heap. A long message is not held twice.
    private static ByteBuf next(ByteBuf in, int length) {
        if (length > MOST_COPIED) {
            return in.readSlice(length);
        }
        return Unpooled.buffer(length).writeBytes(in, length);
    }

    /// A message of which the rest does not come takes memory for nothing. The first such event may be due to this
    /// thread, which was busy and has not looked yet; a client that is not read from is not silent.
    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) throws Exception {
        boolean isSilent = event instanceof IdleStateEvent idle && !idle.isFirst();
        if (isSilent && actualReadableBytes() > 0 && context.channel().config().isAutoRead()) {
            close(context, "a part of a message, and then nothing");
        }
        super.userEventTriggered(context, event);
    }

    private @Nullable ClientRequest read(ChannelHandlerContext context, ByteBuf message) {
        if (message.getIntLE(KIND_AT) != OP_MSG) {
            return readOld(context, message);
        }
        int flags = message.getIntLE(FLAGS_AT);
        if ((flags & REQUIRED_UNKNOWN) != 0) {
            close(context, "a message with the flags " + flags);
            return null;
        }
        message.setIntLE(FLAGS_AT, flags & CHECKSUM);
        return readNew(context, message, flags);
    }

    private @Nullable ClientRequest readNew(ChannelHandlerContext context, ByteBuf message, int flags) {
        boolean isAnswered = (flags & MORE_TO_COME) == 0;
        int requestId = message.getIntLE(REQUEST_ID_AT);
        int end = message.readableBytes() - ((flags & CHECKSUM) == 0 ? 0 : Integer.BYTES);
        try {
            new BsonCheck(message).sections(BODY_AT, end);
            MongoMessage request = (MongoMessage) super.decode(context, message);
            return isAnswered ? request : new Unanswered(request);
        } catch (InvalidBson e) {
            refuse(context, requestId, isAnswered, e);
        } catch (Exception e) {
            refuse(context, requestId, isAnswered, InvalidBson.unknown(e));
        }
        return null;
    }

    private void refuse(ChannelHandlerContext context, int requestId, boolean isAnswered, InvalidBson reason) {
        LOG.info("Refused a message of {}: {}", context.channel(), reason.getMessage());
        if (isAnswered) {
            MessageHeader header = new MessageHeader(refusals.incrementAndGet(), requestId);
            var unused = context.channel().writeAndFlush(new MongoMessage(context.channel(), header, reason.answer()));
        }
    }

    private void close(ChannelHandlerContext context, String reason) {
        LOG.warn("Closing {}, which sent {}", context.channel(), reason);
        closed = true;
        var unused = context.close();
    }

    /// Drivers shake hands so.
    private @Nullable ClientRequest readOld(ChannelHandlerContext context, ByteBuf message) {
        try {
            return super.decode(context, message);
        } catch (Exception e) {
            close(context, "an old message: " + e);
            return null;
        }
    }
}
