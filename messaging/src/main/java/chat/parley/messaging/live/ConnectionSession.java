package chat.parley.messaging.live;

import chat.parley.edge.token.AccessToken;
import chat.parley.messaging.connection.Connection;
import chat.parley.messaging.connection.EventFrames;
import chat.parley.messaging.connection.Wire;
import chat.parley.protocol.error.ErrorCode;
import chat.parley.protocol.id.ChatId;
import chat.parley.protocol.live.ClientCommand;
import chat.parley.protocol.live.CloseCode;
import chat.parley.protocol.live.ServerEvent;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/// One live connection from its first frame to its end, whatever carries it.
///
/// The transport calls [#text] and [#ping] for one frame at a time, in order, and subscribes to what they return in
/// that order, with room for [#CONCURRENCY] at once; [#ended] when it is gone. Commands that wait for the store do not
/// hold up those behind them, except that nothing goes before `hello` was answered.
final class ConnectionSession {
    /// Commands that may wait for an answer; more are refused as OVERLOADED.
    static final int OUTSTANDING = 64;
    /// How many results of [#text] the transport has to subscribe to at once.
    static final int CONCURRENCY = 2 * OUTSTANDING;

    private static final int MALFORMED = 5;
    private static final long OVERLOADED_RETRY_MS = 500;
    private static final CommandCodec CODEC = new CommandCodec();

    private final Wire wire;
    private final SessionParts parts;
    private final FrameLimits limits;
    private final TypingThrottle typing = new TypingThrottle();
    private final AtomicInteger outstanding = new AtomicInteger();
    private final Sinks.Empty<Void> welcomed = Sinks.empty();
    private final Sinks.Empty<Void> gone = Sinks.empty();
    private final long began;
    private volatile long lastHeard;
    private volatile boolean greeted;
    private volatile boolean over;
    private volatile @Nullable Admitted admitted;
    private int malformed;

    ConnectionSession(Wire wire, SessionParts parts) {
        this.wire = wire;
        this.parts = parts;
        began = parts.nanos().getAsLong();
        lastHeard = began;
        limits = new FrameLimits(began);
    }

    /// A frame of text came.
    Mono<Void> text(String frame) {
        if (over) {
            return Mono.empty();
        }
        lastHeard = parts.nanos().getAsLong();
        Decoded decoded = CODEC.decode(frame);
        Mono<Void> work = greeted ? next(decoded) : first(decoded);
        return work.takeUntilOther(gone.asMono());
    }

    /// The transport's own ping came. False when there are too many of them.
    boolean ping() {
        lastHeard = parts.nanos().getAsLong();
        return limits.ping(lastHeard);
    }

    /// Says goodbye. What still comes is ignored.
    void close(CloseCode code, String reason) {
        over = true;
        wire.close(code, reason);
        ended();
    }

    /// The transport is gone, or is about to be.
    void ended() {
        over = true;
        Sinks.EmitResult unused = gone.tryEmitEmpty();
        Admitted left = admitted;
        if (left != null) {
            leave(left.connection());
        }
    }

    /// Closes where a deadline has passed.
    void checkDeadlines() {
        long now = parts.nanos().getAsLong();
        Admitted in = admitted;
        if (over) {
            return;
        }
        if (in == null && now - began > Deadlines.HELLO.toNanos()) {
            close(CloseCode.TIMEOUT, "no hello in time");
        } else if (now - lastHeard > Deadlines.SILENCE.toNanos()) {
            close(CloseCode.TIMEOUT, "nothing heard for too long");
        } else if (in != null && !parts.clock().instant().isBefore(in.token().expiresAt())) {
            close(CloseCode.UNAUTHENTICATED, "the token expired");
        }
    }

    /// Who is behind it, once let in and until its end.
    Optional<Admitted> admitted() {
        return over ? Optional.empty() : Optional.ofNullable(admitted);
    }

    private Mono<Void> first(Decoded decoded) {
        greeted = true;
        if (commandOf(decoded) instanceof ClientCommand.Hello hello) {
            return admit(hello);
        }
        if (decoded instanceof Decoded.Bad bad) {
            wire.offer(EventFrames.of(bad.answer()));
        }
        return closing(CloseCode.UNAUTHENTICATED, "the first frame is hello");
    }

    private Mono<Void> admit(ClientCommand.Hello hello) {
        return parts.gate()
                .admit(hello.token())
                .timeout(Deadlines.ADMISSION)
                .map(Optional::of)
                .defaultIfEmpty(Optional.empty())
                .flatMap(token -> token.map(known -> enter(hello, known))
                        .orElseGet(() -> closing(CloseCode.UNAUTHENTICATED, "the token is not valid")))
                .onErrorResume(failure ->
                        closing(CloseCode.TRY_LATER, Failures.code(failure).name()));
    }

    private Mono<Void> enter(ClientCommand.Hello hello, AccessToken token) {
        String id = UUID.randomUUID().toString();
        Connection connection = new Connection(id, token.userId(), token.sessionId(), wire);
        if (!parts.audience().enter(connection)) {
            return closing(CloseCode.TOO_MANY_CONNECTIONS, "too many connections of this person");
        }
        return welcome(hello, new Admitted(connection, token));
    }

    /// Whoever ends the connection meanwhile either sees who was admitted, or is seen here.
    private Mono<Void> welcome(ClientCommand.Hello hello, Admitted in) {
        admitted = in;
        if (over) {
            leave(in.connection());
            return Mono.empty();
        }
        parts.presence().arrived(in.connection());
        wire.offer(EventFrames.of(new ServerEvent.Welcome(
                in.connection().id(),
                in.token().userId(),
                Deadlines.HEARTBEAT.toMillis(),
                in.token().expiresAt())));
        Sinks.EmitResult unused = welcomed.tryEmitEmpty();
        return parts.synchronisation().run(in.connection(), hello.cursors());
    }

    private Mono<Void> next(Decoded decoded) {
        return switch (limits.frame(lastHeard)) {
            case PASS -> admit(decoded);
            case REFUSE -> refuse(ErrorCode.RATE_LIMITED, commandOf(decoded), limits.retryAfterMillis());
            case END -> closing(CloseCode.RATE_LIMITED, "the rate limit was ignored");
        };
    }

    private Mono<Void> admit(Decoded decoded) {
        return switch (decoded) {
            case Decoded.Command command -> inTurn(command.command());
            case Decoded.Bad bad -> bad(bad.answer(), bad.malformed());
        };
    }

    private Mono<Void> bad(ServerEvent.Refused answer, boolean counts) {
        wire.offer(EventFrames.of(answer));
        malformed += counts ? 1 : 0;
        return malformed >= MALFORMED ? closing(CloseCode.INVALID_FRAME, "too many malformed frames") : Mono.empty();
    }

    private Mono<Void> inTurn(ClientCommand command) {
        if (outstanding.incrementAndGet() > OUTSTANDING) {
            outstanding.decrementAndGet();
            return refuse(ErrorCode.OVERLOADED, command, OVERLOADED_RETRY_MS);
        }
        return welcomed.asMono()
                .then(Mono.defer(() -> execute(command)))
                .onErrorResume(failure -> surprised(command, failure))
                .doFinally(end -> outstanding.decrementAndGet());
    }

    private Mono<Void> execute(ClientCommand command) {
        Admitted in = admitted;
        if (in == null || over) {
            return Mono.empty();
        }
        Connection connection = in.connection();
        Commands commands = parts.commands();
        return switch (command) {
            case ClientCommand.Hello again -> refuse(ErrorCode.CONFLICT, command, null);
            case ClientCommand.Renew renew -> renew(in, renew);
            case ClientCommand.Send send -> commands.send(connection, send);
            case ClientCommand.Delivered delivered -> commands.delivered(connection, delivered);
            case ClientCommand.Read read -> commands.read(connection, read);
            case ClientCommand.Typing now ->
                typing.passes(now, lastHeard) ? commands.typing(connection, now) : Mono.empty();
            case ClientCommand.Presence presence -> commands.presence(connection, presence);
            case ClientCommand.Resume resume -> commands.resume(connection, resume);
            case ClientCommand.Ping ping -> commands.ping(connection);
        };
    }

    private Mono<Void> renew(Admitted in, ClientCommand.Renew renew) {
        return parts.gate()
                .admit(renew.token())
                .timeout(Deadlines.ADMISSION)
                .filter(in::isSameSession)
                .doOnNext(token -> admitted = new Admitted(in.connection(), token))
                .switchIfEmpty(Mono.fromRunnable(
                        () -> close(CloseCode.UNAUTHENTICATED, "the token is not valid for this session")))
                .then();
    }

    private Mono<Void> surprised(ClientCommand command, Throwable failure) {
        boolean sent = command instanceof ClientCommand.Send;
        ErrorCode code = Failures.code(failure);
        return refuse(
                sent ? ErrorCode.OUTCOME_UNKNOWN : code,
                command,
                code == ErrorCode.UNAVAILABLE ? OVERLOADED_RETRY_MS : null);
    }

    private static @Nullable ClientCommand commandOf(Decoded decoded) {
        return decoded instanceof Decoded.Command command ? command.command() : null;
    }

    private Mono<Void> refuse(ErrorCode code, @Nullable ClientCommand command, @Nullable Long retryAfterMs) {
        UUID ref = command instanceof ClientCommand.Send send ? send.clientMessageId() : null;
        ChatId chat = command instanceof ClientCommand.Send send ? send.chatId() : null;
        return Mono.fromRunnable(
                () -> wire.offer(EventFrames.of(new ServerEvent.Refused(code, code.title(), ref, chat, retryAfterMs))));
    }

    private Mono<Void> closing(CloseCode code, String reason) {
        return Mono.fromRunnable(() -> close(code, reason));
    }

    private void leave(Connection connection) {
        parts.audience().leave(connection);
        parts.presence().left(connection);
    }
}
