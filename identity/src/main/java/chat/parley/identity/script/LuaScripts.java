package chat.parley.identity.script;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.springframework.core.io.ClassPathResource;
import org.springframework.data.redis.core.script.RedisScript;

/// The scripts beside the classes, read when those are loaded and not in the middle of a request.
public final class LuaScripts {
    private LuaScripts() {}

    /// The script of this name, which answers with a number.
    public static RedisScript<Long> number(String name) {
        return RedisScript.of(text(name), Long.class);
    }

    /// The script of this name, which answers with texts.
    @SuppressWarnings({"unchecked", "rawtypes"})
    public static RedisScript<List<String>> texts(String name) {
        return (RedisScript) RedisScript.of(text(name), List.class);
    }

    private static String text(String name) {
        try {
            return new ClassPathResource("redis/" + name + ".lua").getContentAsString(StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
