package chat.parley.messaging.log;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/// Tells whether two appends under one id say the same: the first 16 bytes of SHA-256, in hex.
record Digest(String hex) {
    private static final int BYTES = 16;

    static Digest of(Append append) {
        return switch (append) {
            case Append.Text text -> sha256("text\n" + text.text());
            case Append.Notice notice ->
                sha256("notice\n" + notice.kind() + '\n' + notice.subjects() + '\n' + notice.title());
        };
    }

    private static Digest sha256(String content) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(content.getBytes(StandardCharsets.UTF_8));
            return new Digest(HexFormat.of().formatHex(Arrays.copyOf(hash, BYTES)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
