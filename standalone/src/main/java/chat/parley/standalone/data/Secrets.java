package chat.parley.standalone.data;

import chat.parley.standalone.Refusal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;

/// What nobody else may know, made at the first start and kept in files that only this user reads. A secret that the
/// environment gives is used instead.
public final class Secrets {
    private static final int BYTES = 32;

    private final Path folder;
    private final SecureRandom random = new SecureRandom();

    /// Secrets in this folder, which becomes readable for this user only.
    public Secrets(Path folder) {
        this.folder = folder;
        try {
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        } catch (IOException e) {
            throw new Refusal("the folder " + folder + " cannot be protected. It has to belong to this user.");
        }
    }

    /// The secret of this name: 43 characters of base64url.
    public String secret(String name) {
        Path file = file(name);
        try {
            if (Files.notExists(file)) {
                Path fresh = Files.createTempFile(
                        folder,
                        name,
                        ".new",
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
                Files.writeString(fresh, generate());
                Files.move(fresh, file);
            }
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new Refusal("the secret in " + file + " cannot be read or written. It has to belong to this user.");
        }
    }

    /// Where the secret of this name is, or will be.
    public Path file(String name) {
        return folder.resolve(name);
    }

    private String generate() {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
