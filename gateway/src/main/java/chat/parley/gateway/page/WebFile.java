package chat.parley.gateway.page;

import java.time.Duration;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;

/// One file of the web client, in memory. Its bytes belong to it and are never changed.
final class WebFile {
    static final String PAGE = "/index.html";

    private static final String HASHED = "/assets/";
    private static final Duration FOR_EVER = Duration.ofDays(365);
    private static final double WORTH_ZIPPING = 0.9;

    private final String path;
    private final MediaType type;
    private final byte[] content;
    private final byte[] zipped;
    private final String etag;

    /// @param path as in its address, `/assets/index-1a2b.js`
    /// @param etag names this content
    WebFile(String path, MediaType type, byte[] content, byte[] zipped, String etag) {
        this.path = path;
        this.type = type;
        this.content = content;
        this.zipped = zipped;
        this.etag = etag;
    }

    String path() {
        return path;
    }

    MediaType type() {
        return type;
    }

    String etag() {
        return etag;
    }

    byte[] content() {
        return content;
    }

    byte[] zipped() {
        return zipped;
    }

    boolean isWorthZipping() {
        return zipped.length < content.length * WORTH_ZIPPING;
    }

    /// The page itself is asked for each time, so that a new version arrives; what has a hash in its name never
    /// changes; the rest is asked for with its etag.
    CacheControl cacheControl() {
        if (path.startsWith(HASHED)) {
            return CacheControl.maxAge(FOR_EVER).cachePublic().immutable();
        }
        return PAGE.equals(path) ? CacheControl.noStore() : CacheControl.noCache();
    }
}
