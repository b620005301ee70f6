package chat.parley.gateway.page;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.http.MediaType;
import org.springframework.http.MediaTypeFactory;

/// The web client, read once from the class path: a few hundred kilobytes that are then served without touching a
/// disk or a jar.
final class WebFiles {
    private static final String FOLDER = "/web/";
    private static final String SOURCE_MAP = ".map";

    private final Map<String, WebFile> byPath;

    private WebFiles(Map<String, WebFile> byPath) {
        this.byPath = byPath;
    }

    static WebFiles fromClassPath() {
        try (Stream<Resource> found =
                Stream.of(new PathMatchingResourcePatternResolver().getResources("classpath*:/web/**"))) {
            return new WebFiles(found.filter(Resource::isReadable)
                    .map(WebFiles::read)
                    .filter(file -> !file.path().endsWith(SOURCE_MAP))
                    .collect(
                            Collectors.toUnmodifiableMap(WebFile::path, Function.identity(), (first, later) -> first)));
        } catch (IOException e) {
            throw new UncheckedIOException("The web client cannot be read", e);
        }
    }

    Optional<WebFile> at(String path) {
        return Optional.ofNullable(byPath.get(path));
    }

    private static WebFile read(Resource resource) {
        try {
            String address = resource.getURL().getPath();
            String path = address.substring(address.lastIndexOf(FOLDER) + FOLDER.length() - 1);
            byte[] content = resource.getContentAsByteArray();
            return new WebFile(path, typeOf(path), content, zip(content), digest(content));
        } catch (IOException e) {
            throw new UncheckedIOException("The web client cannot be read", e);
        }
    }

    private static MediaType typeOf(String path) {
        if (path.endsWith(".js")) {
            return MediaType.parseMediaType("text/javascript;charset=utf-8");
        }
        if (path.endsWith(".webmanifest")) {
            return MediaType.parseMediaType("application/manifest+json");
        }
        MediaType type = MediaTypeFactory.getMediaType(path).orElse(MediaType.APPLICATION_OCTET_STREAM);
        return "text".equals(type.getType()) ? MediaType.parseMediaType(type + ";charset=utf-8") : type;
    }

    private static byte[] zip(byte[] content) throws IOException {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (GZIPOutputStream stream = new GZIPOutputStream(zipped)) {
            stream.write(content);
        }
        return zipped.toByteArray();
    }

    private static String digest(byte[] content) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(content);
            return "\"" + HexFormat.of().formatHex(hash, 0, 16) + "\"";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
