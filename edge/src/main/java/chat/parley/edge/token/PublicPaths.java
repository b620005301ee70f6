package chat.parley.edge.token;

import java.util.List;

/// The paths of a service that need no access token, as patterns. Beans of this type add up. Under `/api` everything
/// else needs one; outside `/api` nothing else exists.
public record PublicPaths(List<String> patterns) {
    public PublicPaths {
        patterns = List.copyOf(patterns);
    }

    /// These patterns.
    public static PublicPaths of(String... patterns) {
        return new PublicPaths(List.of(patterns));
    }
}
