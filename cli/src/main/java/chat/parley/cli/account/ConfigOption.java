package chat.parley.cli.account;

import java.nio.file.Path;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Where the account is kept.
public final class ConfigOption {
    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "The file with the account (default: $XDG_CONFIG_HOME/parley/account.json,"
                    + " ~/.config/parley/account.json).")
    private @Nullable Path config;

    /// The file.
    public AccountFile file() {
        return new AccountFile(config == null ? usual() : config);
    }

    /// Who is signed in there.
    public Account account() {
        return Account.in(file(), InstantSource.system());
    }

    private static Path usual() {
        String folder = System.getenv("XDG_CONFIG_HOME");
        Path configuration = folder == null || folder.isBlank()
                ? Path.of(System.getProperty("user.home"), ".config")
                : Path.of(folder);
        return configuration.resolve("parley").resolve("account.json");
    }
}
