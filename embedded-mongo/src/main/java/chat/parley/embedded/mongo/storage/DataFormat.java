package chat.parley.embedded.mongo.storage;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.stream.Stream;

/// The mark by which a folder is known to hold our data, in the form that this version reads.
final class DataFormat {
    private static final String FILE = "FORMAT";
    private static final String CATALOG = "CURRENT";
    private static final String TABLE = ".sst";
    private static final String MARK = "Parley embedded store, format 1\n";

    private DataFormat() {}

    /// Makes the folder one of ours, or makes sure that it is.
    ///
    /// @throws UnusableFolder if it holds something else
    static void claim(Path folder) {
        try {
            Files.createDirectories(folder);
            Path file = folder.resolve(FILE);
            if (Files.exists(file)) {
                check(folder, Files.readString(file));
            } else {
                refuseStrangers(folder);
                mark(folder);
            }
        } catch (IOException e) {
            throw new UnusableFolder("The data folder " + folder + " cannot be used: " + e, e);
        }
    }

    private static void check(Path folder, String mark) {
        if (!mark.equals(MARK)) {
            throw new UnusableFolder("The data in " + folder + " has another format (" + mark.strip()
                    + "). Use the version of Parley that wrote it, or another folder.");
        }
    }

    private static void refuseStrangers(Path folder) throws IOException {
        try (Stream<Path> content = Files.list(folder)) {
            content.filter(file -> !file.getFileName().toString().startsWith(FILE))
                    .findFirst()
                    .ifPresent(file -> {
                        throw new UnusableFolder("The folder " + folder + " holds data of another format ("
                                + file.getFileName() + "). Move it away, or use another folder.");
                    });
        }
    }

    /// RocksDB would begin anew where the name of its catalog is missing, and throw the rest away.
    ///
    /// @param database the folder of RocksDB
    /// @throws UnusableFolder if there are tables, and nothing that names them
    static void refuseToBeginAnew(Path folder, Path database) {
        if (Files.isDirectory(database) && Files.notExists(database.resolve(CATALOG)) && hasTables(database)) {
            throw UnusableFolder.incomplete(folder, "there is no file " + CATALOG);
        }
    }

    private static boolean hasTables(Path database) {
        try (Stream<Path> files = Files.list(database)) {
            return files.anyMatch(file -> file.toString().endsWith(TABLE));
        } catch (IOException e) {
            throw UnusableFolder.failing(database, e);
        }
    }

    private static void mark(Path folder) throws IOException {
        Path part = folder.resolve(FILE + ".part");
        Files.writeString(part, MARK);
        try (FileChannel written = FileChannel.open(part, StandardOpenOption.WRITE)) {
            written.force(true);
        }
        Files.move(part, folder.resolve(FILE), StandardCopyOption.ATOMIC_MOVE);
    }
}
