package chat.parley.embedded.mongo.storage;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// A folder that this store cannot use; the message says why and what to do.
public final class UnusableFolder extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String reason;

    UnusableFolder(String reason) {
        super(reason);
        this.reason = reason;
    }

    UnusableFolder(String reason, Throwable cause) {
        super(reason, cause);
        this.reason = reason;
    }

    /// What is there makes no sense.
    static UnusableFolder damaged(Path folder, Exception reason) {
        return new UnusableFolder(damaged(folder, reason.getMessage()), reason);
    }

    /// Something is missing there.
    static UnusableFolder incomplete(Path folder, String reason) {
        return new UnusableFolder(damaged(folder, reason));
    }

    private static String damaged(Path folder, @Nullable String reason) {
        return "The data in " + folder + " is damaged (" + reason
                + "). Restore a backup of it into an empty folder: --data=NEW --restore=COPY.";
    }

    /// It cannot be read or written, for a reason that may go away.
    static UnusableFolder failing(Path folder, Exception reason) {
        return new UnusableFolder("The data in " + folder + " cannot be opened: " + reason.getMessage(), reason);
    }

    /// A sentence or two for people.
    public String reason() {
        return reason;
    }
}
