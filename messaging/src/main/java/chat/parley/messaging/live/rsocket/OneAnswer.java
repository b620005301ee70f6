package chat.parley.messaging.live.rsocket;

import chat.parley.messaging.connection.Answers;
import chat.parley.messaging.connection.EventFrames;
import chat.parley.protocol.live.ServerEvent;
import io.rsocket.Payload;
import io.rsocket.util.DefaultPayload;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/// Keeps the answer to one command until the command is done.
final class OneAnswer implements Answers {
    private final AtomicReference<@Nullable ServerEvent> said = new AtomicReference<>();

    @Override
    public void say(ServerEvent event) {
        said.compareAndSet(null, event);
    }

    /// There is room for one.
    @Override
    public Mono<Void> drained() {
        return Mono.empty();
    }

    /// The answer as payload, a refusal as error, nothing where nothing was said.
    Mono<Payload> payload() {
        ServerEvent event = said.get();
        if (event instanceof ServerEvent.Refused refused) {
            return Mono.error(Endings.of(refused));
        }
        return event == null
                ? Mono.empty()
                : Mono.just(DefaultPayload.create(EventFrames.of(event).bytes()));
    }
}
