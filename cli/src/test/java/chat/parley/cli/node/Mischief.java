package chat.parley.cli.node;

import java.util.List;

/// What happens to a live entry on its way to one client.
public interface Mischief {
    /// Nothing.
    Mischief NONE = (user, seq, entry) -> List.of(entry);

    /// The frames that the client gets instead of one with this entry.
    List<String> deliver(String user, long seq, String entry);
}
