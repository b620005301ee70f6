package chat.parley.messaging.live;

import chat.parley.messaging.connection.Answers;
import chat.parley.messaging.connection.Connection;
import chat.parley.protocol.error.ErrorCode;
import chat.parley.protocol.id.ChatId;
import chat.parley.protocol.live.ClientCommand;
import chat.parley.protocol.live.CloseCode;
import chat.parley.protocol.live.ServerEvent;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/// What one connection's commands have to pass: its rate, their form, and how many may wait for an answer. Commands
/// that
/// wait for the store do not hold up those behind them.
final class CommandIntake {
    /// Commands that may wait for an answer; more are refused as OVERLOADED.
    static final int OUTSTANDING = 64;

    private static final int MALFORMED = 5;
    private static final long OVERLOADED_RETRY_MS = 500;
    private static final CommandCodec CODEC = new CommandCodec();

    private final ConnectionSession session;
    private final SessionParts parts;
    private final FrameLimits limits;
    private final TypingThrottle typing = new TypingThrottle();
    private final AtomicInteger outstanding = new AtomicInteger();
    private int malformed;

    CommandIntake(ConnectionSession session, SessionParts parts, long now) {
        this.session = session;
        this.parts = parts;
        limits = new FrameLimits(parts.framesPerSecond(), now);
    }

    static Decoded decode(String frame) {
        return CODEC.decode(frame);
    }

    /// Whether a transport's own ping may pass.
    boolean ping(long now) {
        return limits.ping(now);
    }

    /// Carries it out after `turn`, or refuses it.
    Mono<Void> take(Decoded decoded, Answers answers, Mono<Void> turn) {
        return switch (limits.frame(session.lastHeard())) {
            case PASS -> admit(decoded, answers, turn);
            case REFUSE -> refuse(ErrorCode.RATE_LIMITED, commandOf(decoded), answers, limits.retryAfterMillis());
            case END -> session.closing(CloseCode.RATE_LIMITED, "the rate limit was ignored");
        };
    }

    private Mono<Void> admit(Decoded decoded, Answers answers, Mono<Void> turn) {
        return switch (decoded) {
            case Decoded.Command command -> inTurn(command.command(), answers, turn);
            case Decoded.Bad bad -> bad(bad, answers);
        };
    }

    private Mono<Void> bad(Decoded.Bad bad, Answers answers) {
        answers.say(bad.answer());
        malformed += bad.malformed() ? 1 : 0;
        return malformed >= MALFORMED
                ? session.closing(CloseCode.INVALID_FRAME, "too many malformed frames")
                : Mono.empty();
    }

    private Mono<Void> inTurn(ClientCommand command, Answers answers, Mono<Void> turn) {
        if (outstanding.incrementAndGet() > OUTSTANDING) {
            outstanding.decrementAndGet();
            return refuse(ErrorCode.OVERLOADED, command, answers, OVERLOADED_RETRY_MS);
        }
        return turn.then(Mono.defer(() -> execute(command, answers)))
                .onErrorResume(failure -> surprised(command, answers, failure))
                .doFinally(end -> outstanding.decrementAndGet());
    }

    private Mono<Void> execute(ClientCommand command, Answers answers) {
        return session.admitted().map(in -> execute(in, command, answers)).orElseGet(Mono::empty);
    }

    private Mono<Void> execute(Admitted in, ClientCommand command, Answers answers) {
        Connection connection = in.connection();
        Commands commands = parts.commands();
        return switch (command) {
            case ClientCommand.Hello again -> refuse(ErrorCode.CONFLICT, command, answers, null);
            case ClientCommand.Renew renew -> session.renew(in, renew);
            case ClientCommand.Send send -> commands.send(connection, answers, send);
            case ClientCommand.Delivered delivered -> commands.delivered(connection, answers, delivered);
            case ClientCommand.Read read -> commands.read(connection, answers, read);
            case ClientCommand.Typing now ->
                typing.passes(now, session.lastHeard()) ? commands.typing(connection, now) : Mono.empty();
            case ClientCommand.Presence presence -> commands.presence(connection, presence);
            case ClientCommand.Resume resume -> commands.resume(connection, answers, resume);
            case ClientCommand.Ping ping -> commands.ping(answers);
        };
    }

    private static Mono<Void> surprised(ClientCommand command, Answers answers, Throwable failure) {
        boolean sent = command instanceof ClientCommand.Send;
        ErrorCode code = Failures.code(failure);
        return refuse(
                sent ? ErrorCode.OUTCOME_UNKNOWN : code,
                command,
                answers,
                code == ErrorCode.UNAVAILABLE ? OVERLOADED_RETRY_MS : null);
    }

    private static @Nullable ClientCommand commandOf(Decoded decoded) {
        return decoded instanceof Decoded.Command command ? command.command() : null;
    }

    private static Mono<Void> refuse(
            ErrorCode code, @Nullable ClientCommand command, Answers answers, @Nullable Long retryAfterMs) {
        UUID ref = command instanceof ClientCommand.Send send ? send.clientMessageId() : null;
        ChatId chat = command instanceof ClientCommand.Send send ? send.chatId() : null;
        return Mono.fromRunnable(
                () -> answers.say(new ServerEvent.Refused(code, code.title(), ref, chat, retryAfterMs)));
    }
}
