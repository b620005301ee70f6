package chat.parley.cli.account;

import chat.parley.cli.Refusal;
import chat.parley.cli.http.Api;
import chat.parley.protocol.account.AccountBodies.CodeSent;
import chat.parley.protocol.account.AccountBodies.SignedIn;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.charset.Charset;
import java.time.InstantSource;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Signs in with a code that comes by mail.
@Command(name = "login", description = "Sign in with a code that comes by mail.", mixinStandardHelpOptions = true)
public final class LoginCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private ServerOption server = new ServerOption();

    @Mixin
    private ConfigOption config = new ConfigOption();

    @Parameters(paramLabel = "EMAIL", description = "Your address.")
    private String email = "";

    @Option(names = "--code", description = "The code, where a mail brought it already (see --send-code).")
    private @Nullable String code;

    @Option(names = "--send-code", description = "Only have the mail sent, for scripts that read it themselves.")
    private boolean sendOnly;

    @Override
    public Integer call() throws IOException {
        URI address = server.address();
        Api api = new Api(address);
        if (code == null) {
            CodeSent sent = Objects.requireNonNull(api.requestCode(email).block());
            out().println("A code is on its way to " + email + "; it is good for " + sent.expiresInSeconds() / 60
                    + " minutes.");
        }
        if (sendOnly) {
            return 0;
        }
        SignedIn answer = Objects.requireNonNull(
                api.verify(email, code == null ? ask() : code).block());
        config.file().write(Account.saved(address, answer, InstantSource.system()));
        out().println("Signed in as " + answer.user().email() + " at " + address + ".");
        if (answer.user().name().isEmpty()) {
            out().println("Others see an id until you choose a name: parley name \"YOUR NAME\"");
        }
        return 0;
    }

    private String ask() throws IOException {
        out().print("The six digits: ");
        out().flush();
        String line = new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset())).readLine();
        if (line == null || line.isBlank()) {
            throw Refusal.unclear("No code was given. With the code: parley login --code CODE " + email);
        }
        return line.strip();
    }

    private PrintWriter out() {
        return Objects.requireNonNull(spec).commandLine().getOut();
    }
}
