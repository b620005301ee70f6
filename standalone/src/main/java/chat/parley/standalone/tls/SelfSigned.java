package chat.parley.standalone.tls;

import chat.parley.standalone.data.OwnerOnly;
import java.io.IOException;
import java.io.StringWriter;
import java.math.BigInteger;
import java.net.InetAddress;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.stream.Stream;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/// Makes a certificate for this machine.
final class SelfSigned {
    /// The longest life that browsers accept.
    private static final int LIFE_DAYS = 397;

    private static final int SERIAL_BITS = 120;
    private static final X500Name NAME = new X500Name("CN=Parley on this machine");

    private SelfSigned() {}

    static void write(Certificate files, Instant now)
            throws IOException, GeneralSecurityException, OperatorCreationException {
        KeyPairGenerator keys = KeyPairGenerator.getInstance("EC");
        keys.initialize(new ECGenParameterSpec("secp256r1"));
        KeyPair pair = keys.generateKeyPair();
        X509CertificateHolder certificate =
                certificate(pair, now).build(new JcaContentSignerBuilder("SHA256withECDSA").build(pair.getPrivate()));
        OwnerOnly.write(files.key(), pem(new JcaPKCS8Generator(pair.getPrivate(), null)));
        Files.writeString(files.chain(), pem(certificate));
    }

    private static X509v3CertificateBuilder certificate(KeyPair pair, Instant now) throws IOException {
        return new JcaX509v3CertificateBuilder(
                        NAME,
                        new BigInteger(SERIAL_BITS, new SecureRandom()),
                        Date.from(now.minus(1, ChronoUnit.DAYS)),
                        Date.from(now.plus(LIFE_DAYS - 1, ChronoUnit.DAYS)),
                        NAME,
                        pair.getPublic())
                .addExtension(Extension.basicConstraints, true, new BasicConstraints(false))
                .addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth))
                .addExtension(Extension.subjectAlternativeName, false, names());
    }

    private static GeneralNames names() throws IOException {
        String host = InetAddress.getLocalHost().getHostName();
        Stream<GeneralName> hosts =
                Stream.of("localhost", host).distinct().map(name -> new GeneralName(GeneralName.dNSName, name));
        Stream<GeneralName> addresses =
                Stream.of("127.0.0.1", "::1").map(address -> new GeneralName(GeneralName.iPAddress, address));
        return new GeneralNames(Stream.concat(hosts, addresses).toArray(GeneralName[]::new));
    }

    private static String pem(Object content) throws IOException {
        StringWriter text = new StringWriter();
        try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
            writer.writeObject(content);
        }
        return text.toString();
    }
}
