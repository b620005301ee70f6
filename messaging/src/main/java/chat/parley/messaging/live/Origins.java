package chat.parley.messaging.live;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// From which pages a live connection may be opened: exactly these. Programs that are no browsers send no Origin.
final class Origins {
    private final Set<String> allowed;

    Origins(List<String> allowed) {
        this.allowed = Set.copyOf(allowed);
    }

    /// Whether a request with these Origin headers may pass.
    boolean allow(@Nullable List<String> origins) {
        return origins == null || (origins.size() == 1 && allowed.contains(origins.getFirst()));
    }
}
