package chat.parley.cli.account;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Chooses the name that others see. Who has none is shown to them by an id.
@Command(name = "name", description = "Choose the name that others see.", mixinStandardHelpOptions = true)
public final class NameCommand implements Callable<Integer> {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private ConfigOption config = new ConfigOption();

    @Parameters(paramLabel = "NAME", description = "In quotes where it has spaces.")
    private String name = "";

    @Override
    public Integer call() {
        Account account = Account.in(config.file(), InstantSource.system());
        String chosen = Objects.requireNonNull(
                        account.call(token -> account.api().rename(token, name)).block(PATIENCE))
                .name();
        Objects.requireNonNull(spec).commandLine().getOut().println("Others see you as " + chosen + ".");
        return 0;
    }
}
