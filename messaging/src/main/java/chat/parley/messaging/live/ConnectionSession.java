package chat.parley.messaging.live;

import chat.parley.edge.token.AccessToken;
import chat.parley.messaging.connection.Answers;
import chat.parley.messaging.connection.Connection;
import chat.parley.messaging.connection.Wire;
import chat.parley.protocol.live.ClientCommand;
import chat.parley.protocol.live.CloseCode;
import chat.parley.protocol.live.Cursor;
import chat.parley.protocol.live.ServerEvent;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/// One live connection from its beginning to its end, whatever carries it.
///
/// The transport calls its methods for one frame at a time, in order, and subscribes to what they return in that order,
/// with room for [#CONCURRENCY] at once; [#ended] when it is gone. There are two ways in: [#text], where the first
/// frame
/// is `hello`; or [#setUp] with a token, then [#live] for events, and [#command].
public final class ConnectionSession {
    /// How many results the transport has to subscribe to at once.
    public static final int CONCURRENCY = 2 * CommandIntake.OUTSTANDING;

    private final Wire wire;
    private final SessionParts parts;
    private final CommandIntake intake;
    private final Sinks.Empty<Void> welcomed = Sinks.empty();
    private final Sinks.Empty<Void> gone = Sinks.empty();
    private final long began;
    private final AtomicReference<@Nullable Runnable> known;
    private volatile long lastHeard;
    private volatile boolean greeted;
    private volatile boolean over;
    private volatile @Nullable Admitted admitted;

    /// @param known called once, when the client was let in, or the connection ended before
    ConnectionSession(Wire wire, SessionParts parts, Runnable known) {
        this.known = new AtomicReference<>(known);
        this.wire = wire;
        this.parts = parts;
        began = parts.nanos().getAsLong();
        lastHeard = began;
        intake = new CommandIntake(this, parts, began);
    }

    /// A frame of text came, on a transport where `hello` opens.
    public Mono<Void> text(String frame) {
        if (over) {
            return Mono.empty();
        }
        heard();
        Decoded decoded = CommandIntake.decode(frame);
        Mono<Void> work = greeted ? afterWelcome(decoded, wire) : first(decoded);
        return work.takeUntilOther(gone.asMono());
    }

    /// A command came, on a transport with answers of their own. The answer was said when this completes.
    public Mono<Void> command(String frame, Answers answers) {
        if (over) {
            return Mono.empty();
        }
        heard();
        return afterWelcome(CommandIntake.decode(frame), answers).takeUntilOther(gone.asMono());
    }

    /// Lets the client in by this token, or closes.
    public Mono<Void> setUp(String token) {
        return admit(token)
                .doOnSuccess(ignored -> {
                    Sinks.EmitResult unused = welcomed.tryEmitEmpty();
                })
                .takeUntilOther(gone.asMono());
    }

    /// Says welcome, then follows all conversations of the person, and sends what these cursors lack. Completes when
    /// that is done; live events go on. For a client that was let in.
    public Mono<Void> live(List<Cursor> cursors) {
        return Mono.defer(() -> welcome(cursors)).takeUntilOther(gone.asMono());
    }

    /// Nobody listens to events any more: nothing is followed until [#live] is called again.
    public void quiet() {
        Admitted in = admitted;
        if (in != null && !over) {
            parts.audience().unfollowAll(in.connection());
            parts.presence().unwatch(in.connection());
        }
    }

    /// The transport's own ping came. False when there are too many of them.
    public boolean ping() {
        heard();
        return intake.ping(lastHeard);
    }

    /// The client is there.
    public void heard() {
        lastHeard = parts.nanos().getAsLong();
    }

    /// Says goodbye. What still comes is ignored.
    public void close(CloseCode code, String reason) {
        over = true;
        wire.close(code, reason);
        ended();
    }

    /// The transport is gone, or is about to be.
    void ended() {
        over = true;
        Sinks.EmitResult unused = gone.tryEmitEmpty();
        noStranger();
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
    public Optional<Admitted> admitted() {
        return over ? Optional.empty() : Optional.ofNullable(admitted);
    }

    /// When the client was last heard, by the clock of lengths of time.
    long lastHeard() {
        return lastHeard;
    }

    /// Another token of the same session, or the end.
    Mono<Void> renew(Admitted in, ClientCommand.Renew renew) {
        return parts.gate()
                .admit(renew.token())
                .timeout(Deadlines.ADMISSION)
                .filter(in::isSameSession)
                .doOnNext(token -> admitted = new Admitted(in.connection(), token))
                .switchIfEmpty(Mono.fromRunnable(
                        () -> close(CloseCode.UNAUTHENTICATED, "the token is not valid for this session")))
                .then();
    }

    Mono<Void> closing(CloseCode code, String reason) {
        return Mono.fromRunnable(() -> close(code, reason));
    }

    /// Nothing goes before `hello` was answered.
    private Mono<Void> afterWelcome(Decoded decoded, Answers answers) {
        return intake.take(decoded, answers, welcomed.asMono());
    }

    private Mono<Void> first(Decoded decoded) {
        greeted = true;
        if (decoded instanceof Decoded.Command command && command.command() instanceof ClientCommand.Hello hello) {
            return admit(hello.token()).then(Mono.defer(() -> welcome(hello.cursors())));
        }
        if (decoded instanceof Decoded.Bad bad) {
            wire.say(bad.answer());
        }
        return closing(CloseCode.UNAUTHENTICATED, "the first frame is hello");
    }

    private Mono<Void> admit(String token) {
        return parts.gate()
                .admit(token)
                .timeout(Deadlines.ADMISSION)
                .map(Optional::of)
                .defaultIfEmpty(Optional.empty())
                .doOnNext(known -> known.ifPresentOrElse(
                        this::enter, () -> close(CloseCode.UNAUTHENTICATED, "the token is not valid")))
                .then()
                .onErrorResume(failure ->
                        closing(CloseCode.TRY_LATER, Failures.code(failure).name()));
    }

    /// Whoever ends the connection meanwhile either sees who was admitted, or is seen here.
    private void enter(AccessToken token) {
        String id = UUID.randomUUID().toString();
        Connection connection = new Connection(id, token.userId(), token.sessionId(), wire);
        if (!parts.audience().enter(connection)) {
            close(CloseCode.TOO_MANY_CONNECTIONS, "too many connections of this person");
            return;
        }
        admitted = new Admitted(connection, token);
        noStranger();
        if (over) {
            leave(connection);
            return;
        }
        parts.presence().arrived(connection);
    }

    private void noStranger() {
        Runnable tell = known.getAndSet(null);
        if (tell != null) {
            tell.run();
        }
    }

    private Mono<Void> welcome(List<Cursor> cursors) {
        Admitted in = admitted;
        if (in == null || over) {
            return Mono.empty();
        }
        wire.say(new ServerEvent.Welcome(
                in.connection().id(),
                in.token().userId(),
                Deadlines.HEARTBEAT.toMillis(),
                in.token().expiresAt()));
        Sinks.EmitResult unused = welcomed.tryEmitEmpty();
        return parts.synchronisation().run(in.connection(), cursors);
    }

    private void leave(Connection connection) {
        parts.audience().leave(connection);
        parts.presence().left(connection);
    }
}
