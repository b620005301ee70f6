package chat.parley.identity.password;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;

/// Passwords that are tried first: those that many people have, and what they make of them when they must be longer.
///
/// The list is read once, at the start. Beside what stands in it, `password` in it also covers `Password12345678`,
/// `p4ssw0rd!!!!!!!!`, `passwordpassword` and, with `dragon`, `passworddragon!`.
@Component
class CommonPasswords {
    private static final String LIST = "common-passwords.txt";
    private static final int FEW = 5;
    private static final int SHORTEST_PART = 4;
    private static final Pattern AROUND = Pattern.compile("^[^a-z]+|[^a-z]+$");
    private static final Pattern REPEATED = Pattern.compile("(.{1,24}?)\\1+.{0,3}");
    private static final Pattern LINES = Pattern.compile("\n");

    private final Set<String> list;

    CommonPasswords() {
        list = LINES.splitAsStream(text())
                .filter(line -> !line.startsWith("#"))
                .collect(Collectors.toUnmodifiableSet());
    }

    boolean contains(String password) {
        String lower = password.toLowerCase(Locale.ROOT);
        return lower.chars().distinct().count() < FEW
                || REPEATED.matcher(lower).matches()
                || isSequence(lower)
                || isKnown(lower)
                || isKnown(plain(lower));
    }

    /// With and without what people put before and behind a word.
    private boolean isKnown(String text) {
        String bare = AROUND.matcher(text).replaceAll("");
        return bare.isEmpty() || list.contains(text) || list.contains(bare) || isTwoOfThem(bare);
    }

    private boolean isTwoOfThem(String text) {
        for (int cut = SHORTEST_PART; cut <= text.length() - SHORTEST_PART; cut++) {
            if (list.contains(text.substring(0, cut)) && list.contains(text.substring(cut))) {
                return true;
            }
        }
        return false;
    }

    /// `abcdefghijklmno`, `987654321098765`: most letters are the one before plus or minus one.
    private static boolean isSequence(String text) {
        long steps = IntStream.range(1, text.length())
                .filter(place -> Math.abs(text.charAt(place) - text.charAt(place - 1)) == 1)
                .count();
        return steps >= text.length() - 3;
    }

    private static String plain(String text) {
        return text.replace('0', 'o')
                .replace('1', 'i')
                .replace('3', 'e')
                .replace('4', 'a')
                .replace('5', 's')
                .replace('7', 't')
                .replace('@', 'a')
                .replace('$', 's')
                .replace('!', 'i');
    }

    private static String text() {
        try {
            return new ClassPathResource(LIST, CommonPasswords.class).getContentAsString(StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
