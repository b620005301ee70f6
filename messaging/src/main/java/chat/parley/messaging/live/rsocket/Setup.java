package chat.parley.messaging.live.rsocket;

import io.netty.buffer.ByteBuf;
import io.rsocket.ConnectionSetupPayload;
import io.rsocket.exceptions.InvalidSetupException;
import io.rsocket.metadata.AuthMetadataCodec;
import io.rsocket.metadata.CompositeMetadata;
import io.rsocket.metadata.WellKnownAuthType;
import io.rsocket.metadata.WellKnownMimeType;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/// What a SETUP has to be.
final class Setup {
    private static final String JSON = WellKnownMimeType.APPLICATION_JSON.getString();
    private static final String COMPOSITE = WellKnownMimeType.MESSAGE_RSOCKET_COMPOSITE_METADATA.getString();
    private static final String AUTHENTICATION = WellKnownMimeType.MESSAGE_RSOCKET_AUTHENTICATION.getString();
    private static final int SHORTEST_KEEP_ALIVE = (int) Duration.ofSeconds(1).toMillis();
    private static final int LONGEST_KEEP_ALIVE = (int) Duration.ofMinutes(1).toMillis();
    private static final int LONGEST_LIFETIME = (int) Duration.ofMinutes(3).toMillis();

    private Setup() {}

    /// The access token in it; empty where there is none. Throws where it is not as it has to be.
    static Optional<String> token(ConnectionSetupPayload setup) throws InvalidSetupException {
        demand(JSON.equals(setup.dataMimeType()), "The data MIME type is " + JSON + ".");
        demand(COMPOSITE.equals(setup.metadataMimeType()), "The metadata MIME type is " + COMPOSITE + ".");
        demand(within(setup.keepAliveInterval(), LONGEST_KEEP_ALIVE), "Keep-alive comes every 1 to 60 seconds.");
        demand(within(setup.keepAliveMaxLifetime(), LONGEST_LIFETIME), "The lifetime is 1 to 180 seconds.");
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

    private static boolean within(int millis, int longest) {
        return millis >= SHORTEST_KEEP_ALIVE && millis <= longest;
    }

    private static void demand(boolean condition, String otherwise) {
        if (!condition) {
            throw new InvalidSetupException(otherwise);
        }
    }
}
