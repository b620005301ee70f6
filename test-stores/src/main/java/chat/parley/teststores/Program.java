package chat.parley.teststores;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/// A program of the operating system that a test needs.
///
/// Where it is missing the test is skipped with the reason; with `CI=true` in the environment, where a skipped test
/// would hide something, it fails.
final class Program {
    private Program() {}

    static Path find(String debianPackage, String... places) {
        Optional<Path> found =
                Stream.of(places).map(Path::of).filter(Files::isExecutable).findFirst();
        return found.orElseThrow(() -> missing(debianPackage, places[0]));
    }

    private static RuntimeException missing(String debianPackage, String place) {
        String reason = place + " is missing: apt-get install " + debianPackage;
        Assumptions.assumeTrue("true".equals(System.getenv("CI")), reason);
        return new IllegalStateException(reason);
    }
}
