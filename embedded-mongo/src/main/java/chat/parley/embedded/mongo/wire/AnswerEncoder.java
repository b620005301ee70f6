package chat.parley.embedded.mongo.wire;

import de.bwaldvogel.mongo.wire.MongoWireMessageEncoder;
import de.bwaldvogel.mongo.wire.message.MongoMessage;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;

/// Writes answers on the heap, which is faster field by field; they leave it in one piece.
final class AnswerEncoder extends MongoWireMessageEncoder {
    @Override
    protected ByteBuf allocateBuffer(ChannelHandlerContext context, MongoMessage answer, boolean preferDirect) {
        return context.alloc().heapBuffer();
    }
}
