package chat.parley.standalone.tls;

import chat.parley.standalone.Refusal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.bouncycastle.operator.OperatorCreationException;

/// A certificate with its key, both in PEM files.
public record Certificate(Path chain, Path key) {
    private static final int RENEW_DAYS = 30;

    /// The one that the person gave.
    public static Certificate given(Path chain, Path key) {
        for (Path file : new Path[] {chain, key}) {
            if (!Files.isReadable(file)) {
                throw new Refusal("the file " + file + " cannot be read. Give PEM files in --tls-cert and --tls-key.");
            }
        }
        return new Certificate(chain, key);
    }

    /// One for this machine's names, signed by itself: made at the first start, and again before it expires. Browsers
    /// warn of it once.
    public static Certificate selfMade(Path folder, Instant now) {
        Certificate own = new Certificate(folder.resolve("certificate.pem"), folder.resolve("key.pem"));
        try {
            if (!own.isValid(now.plus(RENEW_DAYS, ChronoUnit.DAYS))) {
                SelfSigned.write(own, now);
            }
            return own;
        } catch (IOException | GeneralSecurityException | OperatorCreationException e) {
            throw new Refusal("no certificate can be made in " + folder + " (" + e.getMessage()
                    + "). Give one in --tls-cert and --tls-key.");
        }
    }

    private boolean isValid(Instant then) throws IOException, CertificateException {
        if (Files.notExists(chain) || Files.notExists(key)) {
            return false;
        }
        try (var content = Files.newInputStream(chain)) {
            X509Certificate read =
                    (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(content);
            return read.getNotAfter().toInstant().isAfter(then);
        }
    }
}
