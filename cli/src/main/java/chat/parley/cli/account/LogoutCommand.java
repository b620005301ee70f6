package chat.parley.cli.account;

import chat.parley.cli.http.Api;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import reactor.core.publisher.Mono;

/// Signs out here and at the server.
@Command(name = "logout", description = "End the session and forget it.", mixinStandardHelpOptions = true)
public final class LogoutCommand implements Callable<Integer> {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private ConfigOption config = new ConfigOption();

    @Override
    public Integer call() {
        AccountFile file = config.file();
        boolean told = file.read().map(LogoutCommand::signOut).orElse(true);
        file.delete();
        say(told ? "Signed out." : "Signed out here. The server could not be told; the session there ends by itself.");
        return 0;
    }

    private static boolean signOut(SavedAccount account) {
        Mono<Boolean> told = new Api(account.server())
                .signOut(account.accessToken(), account.refreshToken())
                .thenReturn(true)
                .onErrorReturn(false);
        return Boolean.TRUE.equals(told.block(PATIENCE));
    }

    private void say(String line) {
        Objects.requireNonNull(spec).commandLine().getOut().println(line);
    }
}
