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
import java.util.Optional;
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
        AccountFile file = config.file();
        if (code == null) {
            sendCode(api, address, file);
        }
        return sendOnly ? 0 : signIn(api, address, file);
    }

    private void sendCode(Api api, URI address, AccountFile file) {
        String before = pending(address, file).map(PendingLogin::challengeId).orElse(null);
        CodeSent sent = Objects.requireNonNull(api.requestCode(email, before).block());
        file.writePending(new PendingLogin(address, email, sent.challengeId()));
        out().println("A code is on its way to " + email + "; it is good for " + sent.expiresInSeconds() / 60
                + " minutes.");
    }

    private int signIn(Api api, URI address, AccountFile file) throws IOException {
        PendingLogin asked = pending(address, file).orElseThrow(this::nothingAsked);
        String typed = code == null ? ask() : code;
        SignedIn answer = Objects.requireNonNull(
                api.verify(email, typed, asked.challengeId()).block());
        file.write(Account.saved(address, answer, InstantSource.system()));
        file.deletePending();
        out().println("Signed in as " + answer.user().email() + " at " + address + ".");
        if (answer.user().name().isEmpty()) {
            out().println("Others see an id until you choose a name: parley name \"YOUR NAME\"");
        }
        return 0;
    }

    private Optional<PendingLogin> pending(URI address, AccountFile file) {
        return file.pending().filter(login -> login.isFor(address, email));
    }

    private Refusal nothingAsked() {
        return Refusal.unclear("No code was asked for from here. Ask for one with: parley login --send-code " + email);
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
