package chat.parley.edge.problem;

import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Tells a store that is away from a defect of ours. By name, so that the edge needs no store's driver.
final class Outages {
    private static final Set<String> SIGNS = Set.of(
            "java.util.concurrent.TimeoutException",
            "java.util.concurrent.RejectedExecutionException",
            "java.net.ConnectException",
            "java.nio.channels.ClosedChannelException",
            "com.mongodb.MongoTimeoutException",
            "com.mongodb.MongoExecutionTimeoutException",
            "com.mongodb.MongoSocketException",
            "com.mongodb.MongoServerUnavailableException",
            "com.mongodb.MongoNotPrimaryException",
            "com.mongodb.MongoNodeIsRecoveringException",
            "com.mongodb.MongoConnectionPoolClearedException",
            "com.mongodb.MongoClosedException",
            "com.mongodb.MongoWriteConcernException",
            "io.lettuce.core.RedisConnectionException",
            "io.lettuce.core.RedisCommandTimeoutException",
            "io.lettuce.core.RedisLoadingException",
            "io.lettuce.core.RedisReadOnlyException",
            "org.springframework.data.redis.RedisConnectionFailureException",
            "org.springframework.dao.QueryTimeoutException");
    /// Thrown as itself while disconnected; its subclasses mostly are defects.
    private static final String LETTUCE_DISCONNECTED = "io.lettuce.core.RedisException";

    private Outages() {}

    static boolean isOutage(Throwable error) {
        return Causes.of(error).anyMatch(Outages::isSign);
    }

    private static boolean isSign(Throwable error) {
        return error.getClass().getName().equals(LETTUCE_DISCONNECTED)
                || classesOf(error).map(Class::getName).anyMatch(SIGNS::contains);
    }

    private static Stream<Class<?>> classesOf(Throwable error) {
        return Stream.<@Nullable Class<?>>iterate(error.getClass(), type -> type == null ? null : type.getSuperclass())
                .takeWhile(type -> type != null)
                .flatMap(Stream::ofNullable);
    }
}
