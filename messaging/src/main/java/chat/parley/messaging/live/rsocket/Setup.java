package chat.parley.messaging.live.rsocket;

import io.netty.buffer.ByteBuf;
import io.rsocket.ConnectionSetupPayload;
import io.rsocket.exceptions.InvalidSetupException;
import io.rsocket.metadata.AuthMetadataCodec;
import io.rsocket.metadata.CompositeMetadata;
import io.rsocket.metadata.WellKnownAuthType;
import io.rsocket.metadata.WellKnownMimeType;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// What a SETUP has to be.
final class Setup {
    private static final String JSON = WellKnownMimeType.APPLICATION_JSON.getString();
    private static final String COMPOSITE = WellKnownMimeType.MESSAGE_RSOCKET_COMPOSITE_METADATA.getString();
    private static final String AUTHENTICATION = WellKnownMimeType.MESSAGE_RSOCKET_AUTHENTICATION.getString();

    private Setup() {}

    /// The access token in it; empty where there is none. Throws where it is not as it has to be.
    static Optional<String> token(ConnectionSetupPayload setup, KeepAlives keepAlives) throws InvalidSetupException {
        demand(JSON.equals(setup.dataMimeType()), "The data MIME type is " + JSON + ".");
        demand(COMPOSITE.equals(setup.metadataMimeType()), "The metadata MIME type is " + COMPOSITE + ".");
        demand(keepAlives.areSensible(), "Keep-alive comes every 1 to 30 seconds, the lifetime is at most 3 minutes.");
        try {
            return bearer(setup.sliceMetadata());
        } catch (IndexOutOfBoundsException | IllegalArgumentException | IllegalStateException malformed) {
            throw new InvalidSetupException("The metadata could not be read.");
        }
    }

    private static Optional<String> bearer(ByteBuf metadata) {
        for (CompositeMetadata.Entry entry : new CompositeMetadata(metadata, false)) {
            ByteBuf content = entry.getContent();
            if (AUTHENTICATION.equals(entry.getMimeType()) && isBearer(content)) {
                return Optional.of(AuthMetadataCodec.readPayload(content).toString(StandardCharsets.UTF_8));
            }
        }
        return Optional.empty();
    }

    /// Moves on to the token.
    private static boolean isBearer(ByteBuf content) {
        return AuthMetadataCodec.isWellKnownAuthType(content)
                && AuthMetadataCodec.readWellKnownAuthType(content) == WellKnownAuthType.BEARER;
    }

    private static void demand(boolean condition, String otherwise) {
        if (!condition) {
            throw new InvalidSetupException(otherwise);
        }
    }
}
