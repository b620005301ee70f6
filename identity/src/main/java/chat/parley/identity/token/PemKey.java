package chat.parley.identity.token;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.util.Base64URL;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.ECPrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.text.ParseException;
import java.util.Arrays;
import java.util.Base64;

/// A P-256 key as `openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256` writes it: PKCS#8 with the public
/// point at its end. The JDK does not give that point back, hence the look at the bytes.
final class PemKey {
    private static final int COORDINATE = 32;
    private static final int POINT = 1 + 2 * COORDINATE;
    private static final byte UNCOMPRESSED = 4;

    private PemKey() {}

    static ECKey parse(String pem) throws ParseException {
        byte[] der = Base64.getMimeDecoder()
                .decode(pem.replaceAll("-----(BEGIN|END) PRIVATE KEY-----", "").strip());
        int point = der.length - POINT;
        if (point < 0 || der[point] != UNCOMPRESSED) {
            throw new ParseException("no public point in the key", 0);
        }
        byte[] x = Arrays.copyOfRange(der, point + 1, point + 1 + COORDINATE);
        byte[] y = Arrays.copyOfRange(der, point + 1 + COORDINATE, der.length);
        return new ECKey.Builder(Curve.P_256, Base64URL.encode(x), Base64URL.encode(y))
                .privateKey(privateKey(der))
                .build();
    }

    private static ECPrivateKey privateKey(byte[] der) throws ParseException {
        try {
            return (ECPrivateKey) KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(der));
        } catch (GeneralSecurityException e) {
            throw new ParseException("not a PKCS#8 key", 0);
        }
    }
}
