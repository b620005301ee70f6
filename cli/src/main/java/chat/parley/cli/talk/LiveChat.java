package chat.parley.cli.talk;

import chat.parley.cli.Refusal;
import chat.parley.cli.account.Account;
import chat.parley.cli.live.LiveClient;
import chat.parley.cli.live.LiveConnection;
import chat.parley.cli.live.LiveEnd;
import chat.parley.cli.live.NextStep;
import chat.parley.cli.live.Reconnects;
import chat.parley.cli.live.Spoken;
import chat.parley.protocol.chat.Head;
import chat.parley.protocol.id.ChatId;
import chat.parley.protocol.live.ClientCommand;
import chat.parley.protocol.live.Cursor;
import chat.parley.protocol.live.ServerEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/// One conversation, live for as long as it is wanted: connects, resumes after every cut from the last entry shown, and
/// repeats what was written until its outcome is known. Everything that changes it happens under its own lock.
final class LiveChat {
    private static final Duration AT_LEAST = Duration.ofMillis(500);
    private static final Duration BEFORE_EXPIRY = Duration.ofSeconds(20);

    private final ChatId chatId;
    private final Account account;
    private final LiveClient client;
    private final Viewer viewer;
    private final Splice splice;
    private final Outbox outbox;
    private final Reconnects reconnects =
            new Reconnects(() -> ThreadLocalRandom.current().nextDouble());
    private final Sinks.Empty<Void> over = Sinks.empty();
    private final Disposable.Swap renewal = Disposables.swap();
    private @Nullable Attempt current;
    private String token = "";
    private boolean closed;

    /// @param shown the last entry that the viewer does not want any more
    LiveChat(Account account, LiveClient client, ChatId chatId, long shown, Viewer viewer) {
        this.account = account;
        this.client = client;
        this.chatId = chatId;
        this.viewer = viewer;
        this.splice = new Splice(shown);
        this.outbox = new Outbox(chatId);
    }

    /// Connects, now and again, until [#close]; an error when another attempt would not help.
    Mono<Void> run() {
        return Mono.<Void>fromRunnable(() -> connect(account.token()))
                .then(over.asMono())
                .doFinally(end -> close());
    }

    /// Writes a message; completes once it is durable, however often it had to be repeated.
    synchronized Mono<ServerEvent.Ack> send(String text) {
        Outbox.Waiting added = outbox.add(text);
        say(added.send());
        return added.answer();
    }

    /// Says something that needs no answer, if the connection is there.
    synchronized void say(ClientCommand command) {
        Attempt attempt = current;
        if (attempt != null && attempt.welcomed) {
            attempt.say(command);
        }
    }

    /// Ends it. [#run] completes.
    synchronized void close() {
        closed = true;
        renewal.dispose();
        Attempt attempt = current;
        current = null;
        if (attempt != null) {
            attempt.close();
        }
        Sinks.EmitResult unused = over.tryEmitEmpty();
    }

    private void connect(Mono<String> access) {
        Disposable unused = access.takeUntilOther(over.asMono()).subscribe(this::open, this::giveUp);
    }

    private synchronized void open(String access) {
        if (!closed) {
            token = access;
            Attempt attempt = new Attempt();
            current = attempt;
            attempt.open(access);
        }
    }

    private void giveUp(Throwable why) {
        Sinks.EmitResult unused = over.tryEmitError(why);
    }

    private synchronized void ended(Attempt attempt, LiveEnd end) {
        if (current != attempt || closed) {
            return;
        }
        current = null;
        switch (reconnects.after(end)) {
            case NextStep.GiveUp giveUp -> giveUp(Refusal.failed(giveUp.why()));
            case NextStep.Reconnect reconnect -> reconnect(reconnect, end);
        }
    }

    private void reconnect(NextStep.Reconnect step, LiveEnd end) {
        viewer.status("reconnecting (" + end.reason() + ")");
        Mono<String> access = step.refresh() ? account.tokenInsteadOf(token) : account.token();
        connect(Mono.delay(step.after()).then(access).onErrorResume(this::isPassing, away -> retry(end)));
    }

    /// The server that gives tokens is away as well: the next failure of the connection waits longer.
    private Mono<String> retry(LiveEnd end) {
        return Mono.defer(() -> reconnects.after(LiveEnd.cut(end.reason())) instanceof NextStep.Reconnect again
                ? Mono.delay(again.after().plus(AT_LEAST)).then(account.token())
                : Mono.empty());
    }

    private boolean isPassing(Throwable failure) {
        return !(failure instanceof Refusal);
    }

    private synchronized void heard(Attempt attempt, ServerEvent event) {
        if (current == attempt) {
            react(attempt, event);
        }
    }

    private void react(Attempt attempt, ServerEvent event) {
        switch (event) {
            case ServerEvent.Welcome welcome -> welcomed(attempt, welcome);
            case ServerEvent.Heads heads -> heads(heads.heads());
            case ServerEvent.Entries entries -> entries(entries);
            case ServerEvent.Ack ack -> acknowledged(ack);
            case ServerEvent.Refused refused -> refused(refused);
            case ServerEvent.Heartbeat heartbeat -> heartbeat(heartbeat.heads());
            case ServerEvent.Resync resync -> heartbeat(List.of());
            case ServerEvent.ReceiptMoved moved -> receipt(moved);
            case ServerEvent.TypingChanged typing -> typing(typing);
            case ServerEvent.Removed removed -> removed(removed.chatId());
            case ServerEvent.Added added -> {}
            case ServerEvent.PresenceChanged presence -> {}
            case ServerEvent.Pong pong -> {}
        }
    }

    private void welcomed(Attempt attempt, ServerEvent.Welcome welcome) {
        reconnects.welcomed();
        splice.forgetAsked();
        attempt.welcomed = true;
        viewer.status("connected");
        outbox.all().forEach(attempt::say);
        Duration life =
                Duration.between(Instant.now(), welcome.tokenExpiresAt()).minus(BEFORE_EXPIRY);
        renewal.update(Mono.delay(life.isNegative() ? Duration.ZERO : life)
                .then(account.token())
                .subscribe(this::renew, failure -> viewer.status("the session could not be renewed")));
    }

    private synchronized void renew(String access) {
        token = access;
        say(new ClientCommand.Renew(access));
    }

    private void heads(List<Head> heads) {
        heads.stream().filter(head -> head.chatId().equals(chatId)).forEach(head -> splice.head(head.seq()));
    }

    private void heartbeat(List<Head> heads) {
        heads(heads);
        splice.forgetAsked();
        fillGap();
    }

    private void entries(ServerEvent.Entries entries) {
        if (entries.chatId().equals(chatId)) {
            splice.take(entries.entries()).forEach(viewer::entry);
            fillGap();
        }
    }

    private void fillGap() {
        if (splice.asks()) {
            say(new ClientCommand.Resume(chatId, splice.shown()));
        }
    }

    /// A lost entry of ours is asked for at the next heartbeat, if it does not come before.
    private void acknowledged(ServerEvent.Ack ack) {
        outbox.acknowledged(ack);
        if (ack.chatId().equals(chatId)) {
            splice.head(ack.seq());
        }
    }

    private void refused(ServerEvent.Refused refused) {
        ClientCommand.Send again = outbox.refused(refused);
        if (again != null) {
            Long after = refused.retryAfterMs();
            Duration wait = AT_LEAST.plusMillis(after == null ? 0 : after);
            Disposable unused = Mono.delay(wait).subscribe(now -> repeat(again));
        }
    }

    private synchronized void repeat(ClientCommand.Send send) {
        if (outbox.awaits(send)) {
            say(send);
        }
    }

    private void receipt(ServerEvent.ReceiptMoved moved) {
        if (moved.chatId().equals(chatId)) {
            viewer.receipt(moved.receipt());
        }
    }

    private void typing(ServerEvent.TypingChanged typing) {
        if (typing.chatId().equals(chatId)) {
            viewer.typing(typing.userId(), typing.active());
        }
    }

    private void removed(ChatId from) {
        if (from.equals(chatId)) {
            giveUp(Refusal.failed("You are no longer in this conversation."));
        }
    }

    /// One connection of several.
    private final class Attempt implements EventHearer {
        private @Nullable LiveConnection connection;
        private boolean welcomed;

        void open(String access) {
            connection = client.open(access, List.of(new Cursor(chatId, splice.shown())), this);
        }

        void say(ClientCommand command) {
            LiveConnection to = connection;
            if (to != null) {
                boolean unused = to.say(Spoken.of(command));
            }
        }

        void close() {
            LiveConnection open = connection;
            if (open != null) {
                open.close();
            }
        }

        @Override
        public void heard(ServerEvent event) {
            LiveChat.this.heard(this, event);
        }

        @Override
        public void ended(LiveEnd end) {
            LiveChat.this.ended(this, end);
        }
    }
}
