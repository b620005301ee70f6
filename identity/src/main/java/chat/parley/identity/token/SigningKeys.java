package chat.parley.identity.token;

import chat.parley.edge.start.MissingSetting;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.text.ParseException;
import org.jspecify.annotations.Nullable;

/// Finds the signing key: in the configuration, else in its file, which is made when it is missing.
final class SigningKeys {
    private SigningKeys() {}

    static ECKey find(SigningProperties properties) {
        String configured = properties.signingKey();
        Path file = properties.signingKeyFile();
        if (configured != null && !configured.isBlank()) {
            return read(configured);
        }
        if (file == null || file.toString().isBlank()) {
            throw new MissingSetting("identity", "PARLEY_SIGNING_KEY or PARLEY_SIGNING_KEY_FILE");
        }
        return fromFile(file);
    }

    static ECKey read(String text) {
        try {
            ECKey key = text.strip().startsWith("{") ? ECKey.parse(text) : PemKey.parse(text);
            return checked(key);
        } catch (ParseException | JOSEException | IllegalArgumentException e) {
            throw unreadable(e);
        }
    }

    private static ECKey checked(ECKey key) throws JOSEException {
        if (!key.isPrivate() || !Curve.P_256.equals(key.getCurve())) {
            throw unreadable(null);
        }
        return new ECKey.Builder(key).keyIDFromThumbprint().build();
    }

    private static ECKey fromFile(Path file) {
        try {
            if (Files.notExists(file)) {
                create(file);
            }
            return read(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException("The signing key file " + file + " cannot be read or made", e);
        }
    }

    /// Readable by its owner only, from the first byte on; never over an existing file.
    private static void create(Path file) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, generate().toJSONString(), StandardOpenOption.WRITE);
    }

    private static ECKey generate() {
        try {
            return new ECKeyGenerator(Curve.P_256).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException("every JDK has P-256", e);
        }
    }

    private static MissingSetting unreadable(@Nullable Exception cause) {
        String why = cause == null ? "" : " (" + cause.getClass().getSimpleName() + ")";
        return new MissingSetting("identity", "a readable P-256 private key in PARLEY_SIGNING_KEY" + why);
    }
}
