package chat.parley.cli.talk;

import chat.parley.cli.Refusal;
import chat.parley.protocol.error.ErrorCode;
import chat.parley.protocol.id.ChatId;
import chat.parley.protocol.live.ClientCommand;
import chat.parley.protocol.live.ServerEvent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/// Messages whose outcome is not known yet, in the order in which they were written. Each keeps its `clientMessageId`
/// until then, whatever happens to connections. For one thread at a time.
final class Outbox {
    /// A person does not get this far ahead of a server that works.
    private static final int MOST = 50;

    private static final Set<ErrorCode> PASSING =
            Set.of(ErrorCode.OUTCOME_UNKNOWN, ErrorCode.RATE_LIMITED, ErrorCode.OVERLOADED, ErrorCode.UNAVAILABLE);

    private final ChatId chatId;
    private final Map<UUID, Waiting> waiting = new LinkedHashMap<>();

    Outbox(ChatId chatId) {
        this.chatId = chatId;
    }

    /// Something to say, now and again until it is answered. Throws what the protocol throws at texts that it refuses.
    Waiting add(String text) {
        if (waiting.size() >= MOST) {
            throw Refusal.failed(MOST + " messages wait for the server already.");
        }
        ClientCommand.Send send = new ClientCommand.Send(chatId, UUID.randomUUID(), text);
        Waiting added = new Waiting(send, Sinks.one());
        waiting.put(send.clientMessageId(), added);
        return added;
    }

    /// All that has to be said again on a new connection, in order.
    List<ClientCommand.Send> all() {
        return waiting.values().stream().map(Waiting::send).toList();
    }

    /// It is durable.
    void acknowledged(ServerEvent.Ack ack) {
        Waiting done = waiting.remove(ack.clientMessageId());
        if (done != null) {
            Sinks.EmitResult unused = done.outcome().tryEmitValue(ack);
        }
    }

    /// What to say again after a while; nothing when that would not help, and then its writer is told.
    ClientCommand.@Nullable Send refused(ServerEvent.Refused refused) {
        Waiting known = refused.ref() == null ? null : waiting.get(refused.ref());
        if (known == null) {
            return null;
        }
        if (PASSING.contains(refused.code())) {
            return known.send();
        }
        waiting.remove(known.send().clientMessageId());
        Sinks.EmitResult unused = known.outcome().tryEmitError(Refusal.failed("Not sent: " + refused.message()));
        return null;
    }

    /// Whether this one still has no outcome.
    boolean awaits(ClientCommand.Send send) {
        return waiting.containsKey(send.clientMessageId());
    }

    /// One message and whoever waits for its outcome.
    record Waiting(ClientCommand.Send send, Sinks.One<ServerEvent.Ack> outcome) {
        Mono<ServerEvent.Ack> answer() {
            return outcome.asMono();
        }
    }
}
