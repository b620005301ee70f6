package chat.parley.edge.start;

import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;

/// Says in a line, without a stack, why a service does not start and what to do.
final class StartFailures implements FailureAnalyzer {
    private static final int DEPTH = 16;
    private static final String NO_REDIS = "Unable to connect to Redis";

    @Override
    public @Nullable FailureAnalysis analyze(Throwable failure) {
        return causes(failure)
                .flatMap(cause -> line(cause).stream())
                .map(line -> new FailureAnalysis(line, null, failure))
                .findFirst()
                .orElse(null);
    }

    private static Stream<Throwable> causes(Throwable failure) {
        return Stream.<@Nullable Throwable>iterate(failure, cause -> cause == null ? null : cause.getCause())
                .limit(DEPTH)
                .flatMap(Stream::ofNullable);
    }

    private static Optional<String> line(Throwable cause) {
        String message = cause.getMessage();
        if (message == null) {
            return Optional.empty();
        }
        if (cause instanceof MissingSetting || cause instanceof StoreAway) {
            return Optional.of(message);
        }
        return message.startsWith(NO_REDIS)
                ? Optional.of("Redis does not answer. Start it, or correct PARLEY_REDIS_URI.")
                : Optional.empty();
    }
}
