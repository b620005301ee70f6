package chat.parley.edge.problem;

import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The exceptions behind an exception, the outermost first, at most sixteen.
final class Causes {
    private static final int DEPTH = 16;

    private Causes() {}

    static Stream<Throwable> of(Throwable error) {
        return Stream.<@Nullable Throwable>iterate(error, cause -> cause == null ? null : cause.getCause())
                .limit(DEPTH)
                .flatMap(Stream::ofNullable);
    }

    static <T extends Throwable> Optional<T> find(Throwable error, Class<T> type) {
        return of(error).filter(type::isInstance).map(type::cast).findFirst();
    }
}
