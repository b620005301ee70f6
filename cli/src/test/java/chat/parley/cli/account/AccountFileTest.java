package chat.parley.cli.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.parley.cli.Refusal;
import chat.parley.protocol.id.UserId;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.InstantSource;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AccountFileTest {
    private static final SavedAccount ADA = new SavedAccount(
            URI.create("https://chat.example.org"),
            new UserId("a1a1a1a1a1a1a1a1a1a1a1a1"),
            "ada@example.org",
            "access-secret",
            Instant.parse("2026-11-22T10:15:30Z"),
            "refresh-secret");

    @TempDir
    private Path folder;

    @Test
    void keepsTheAccountForItsOwnersEyesOnly() throws IOException {
        Path parley = folder.resolve("config/parley");
        AccountFile file = new AccountFile(parley.resolve("account.json"));
        file.write(ADA);
        assertThat(mode(parley)).isEqualTo("rwx------");
        assertThat(mode(parley.resolve("account.json"))).isEqualTo("rw-------");
        assertThat(file.read()).contains(ADA);
        assertThat(file.alone(() -> "done")).isEqualTo("done");
        assertThat(mode(parley.resolve("account.json.lock"))).isEqualTo("rw-------");
    }

    @Test
    void replacesTheAccountAsAWholeAndLeavesNoDraft() throws IOException {
        AccountFile file = new AccountFile(folder.resolve("account.json"));
        file.write(ADA);
        Files.setPosixFilePermissions(folder.resolve("account.json"), PosixFilePermissions.fromString("rw-rw-rw-"));
        file.write(ADA);
        assertThat(mode(folder.resolve("account.json"))).isEqualTo("rw-------");
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).hasSize(1);
        }
    }

    @Test
    void knowsThatNobodyIsSignedIn() {
        AccountFile file = new AccountFile(folder.resolve("nothing.json"));
        assertThat(file.read()).isEmpty();
        file.delete();
        assertThatThrownBy(() -> Account.in(file, InstantSource.system()))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("parley login EMAIL");
    }

    @Test
    void saysWhatToDoAboutAFileThatIsBroken() throws IOException {
        Path broken = Files.writeString(folder.resolve("account.json"), "{\"server\":");
        assertThatThrownBy(() -> new AccountFile(broken).read())
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("parley login EMAIL");
    }

    @Test
    void showsNoTokenInItsText() {
        assertThat(ADA.toString()).doesNotContain("secret", "ada@");
    }

    private static String mode(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
