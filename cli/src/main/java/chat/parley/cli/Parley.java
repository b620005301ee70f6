package chat.parley.cli;

import chat.parley.cli.account.LoginCommand;
import chat.parley.cli.account.LogoutCommand;
import chat.parley.cli.account.NameCommand;
import chat.parley.cli.chat.ChatsCommand;
import chat.parley.cli.chat.GroupCommand;
import chat.parley.cli.chat.NewCommand;
import chat.parley.cli.http.Answered;
import chat.parley.cli.live.Transport;
import chat.parley.cli.load.Durations;
import chat.parley.cli.load.LoadCommand;
import chat.parley.cli.talk.SendCommand;
import chat.parley.cli.talk.TailCommand;
import chat.parley.cli.talk.TalkCommand;
import chat.parley.protocol.error.InvalidInput;
import java.io.IOException;
import java.time.Duration;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/// The program. Exit codes: 0 done, 1 it did not work out, 2 the command was wrong or unclear.
@Command(
        name = "parley",
        description = "Talk, watch and load-test a Parley from a terminal.",
        version = "Parley 0.1.0",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            LoginCommand.class,
            LogoutCommand.class,
            NameCommand.class,
            ChatsCommand.class,
            NewCommand.class,
            GroupCommand.class,
            SendCommand.class,
            TailCommand.class,
            TalkCommand.class,
            LoadCommand.class
        })
public final class Parley {
    private Parley() {}

    /// Runs a command and ends with its exit code.
    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    /// The program as a command line, for tests too.
    static CommandLine commandLine() {
        return new CommandLine(new Parley())
                .registerConverter(Transport.class, Transport::named)
                .registerConverter(Duration.class, Durations::parse)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler((failure, command, parsed) -> explain(failure, command))
                .setExitCodeExceptionMapper(Parley::exitCode);
    }

    private static int explain(Exception failure, CommandLine command) {
        command.getErr().println("parley: " + message(failure));
        return exitCode(failure);
    }

    private static int exitCode(Throwable failure) {
        return switch (failure) {
            case Refusal refusal -> refusal.exitCode();
            case InvalidInput input -> Refusal.UNCLEAR;
            case CommandLine.ParameterException parameter -> Refusal.UNCLEAR;
            default -> Refusal.FAILED;
        };
    }

    private static String message(Exception failure) {
        return switch (failure) {
            case Refusal refusal -> refusal.line();
            case Answered answered -> answered.detail();
            case InvalidInput input -> input.detail();
            default ->
                causeOf(failure) instanceof IOException io
                        ? "The server cannot be reached: " + io.getMessage()
                        : failure.toString();
        };
    }

    /// Whoever blocks gets checked exceptions in a wrapping.
    private static Throwable causeOf(Exception failure) {
        Throwable cause = failure.getCause();
        return failure instanceof IOException || cause == null ? failure : cause;
    }
}
