package chat.parley.embedded.mongo.wire;

import de.bwaldvogel.mongo.MongoBackend;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.wire.MongoDatabaseHandler;
import de.bwaldvogel.mongo.wire.message.ClientRequest;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.group.ChannelGroup;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Has requests done, one after the other for each connection; answers those that want an answer.
final class Requests extends MongoDatabaseHandler {
    private static final Logger LOG = LoggerFactory.getLogger(Requests.class);

    private final MongoBackend backend;

    Requests(MongoBackend backend, ChannelGroup clients) {
        super(backend, clients);
        this.backend = backend;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, ClientRequest request) {
        if (request instanceof Unanswered message) {
            doOnly(message);
        } else {
            super.channelRead0(context, request);
        }
    }

    private void doOnly(Unanswered message) {
        try {
            Document answer = backend.handleMessage(message);
            LOG.trace("Nobody waits for {}", answer);
        } catch (RuntimeException e) {
            LOG.warn("A command failed for which nobody waits", e);
        }
    }
}
