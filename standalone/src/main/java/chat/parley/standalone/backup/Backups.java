package chat.parley.standalone.backup;

import chat.parley.embedded.mongo.EmbeddedMongo;
import chat.parley.embedded.mongo.storage.UnusableFolder;
import chat.parley.standalone.Refusal;
import chat.parley.standalone.data.DataFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/// `--backup` and `--restore`: what the command line does, beside a Parley that runs or without one.
public final class Backups {
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final long LOOK_EVERY_MS = 100;

    private static final String MONGO = "mongo";
    private static final String DESK = "backup";

    private Backups() {}

    /// Where a running Parley takes requests.
    public static Path desk(DataFolder data) {
        return data.folder(DESK);
    }

    /// Copies the data into a folder that is empty or does not exist. A Parley that runs on it goes on.
    ///
    /// @throws Refusal if that cannot be, with the reason
    public static void make(Path data, Path target) {
        Path folder = target.toAbsolutePath().normalize();
        if (DataFolder.isInUse(data)) {
            ask(new Slips(data.resolve(DESK)), folder);
        } else if (Files.isDirectory(data.resolve(MONGO))) {
            makeAlone(data, folder);
        } else {
            throw new Refusal("there is no data in " + data + " to make a backup of.");
        }
    }

    /// Puts a backup into a data folder without data. Whoever was signed in signs in again.
    ///
    /// @throws Refusal if that cannot be, with the reason
    public static void restore(Path backup, Path data) {
        try (DataFolder folder = DataFolder.open(data)) {
            EmbeddedMongo.restore(backup, folder.folder(MONGO));
        } catch (UnusableFolder e) {
            throw new Refusal(e.reason());
        }
    }

    private static void makeAlone(Path data, Path target) {
        try (DataFolder folder = DataFolder.open(data);
                EmbeddedMongo mongo = EmbeddedMongo.inFolder(folder.folder(MONGO))) {
            mongo.backup(target);
        } catch (UnusableFolder e) {
            throw new Refusal(e.reason());
        }
    }

    private static void ask(Slips slips, Path target) {
        try {
            String number = UUID.randomUUID().toString();
            slips.request(number, target);
            String answer = await(slips.answer(number));
            if (!answer.equals(Slips.DONE)) {
                throw new Refusal(answer);
            }
        } catch (IOException e) {
            throw new Refusal("the Parley that runs on this data cannot be asked for a backup: " + e);
        }
    }

    private static String await(Path answer) throws IOException {
        Instant end = Instant.now().plus(PATIENCE);
        while (Instant.now().isBefore(end)) {
            if (Files.exists(answer)) {
                String text = Files.readString(answer);
                Files.delete(answer);
                return text;
            }
            pause();
        }
        throw new Refusal("the Parley that runs on this data does not answer. Does it use a MongoDB of its own?");
    }

    /// On the command line's only thread, which has nothing else to do; the other process cannot wake it.
    private static void pause() {
        try {
            Thread.sleep(LOOK_EVERY_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Refusal("interrupted.");
        }
    }
}
