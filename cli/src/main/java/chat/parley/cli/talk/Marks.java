package chat.parley.cli.talk;

import chat.parley.protocol.live.ClientCommand;
import java.time.Duration;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;

/// Tells the server how far its entries came, a few times a second at most however many come.
final class Marks {
    private static final Duration TOGETHER = Duration.ofMillis(300);

    private final LongFunction<ClientCommand> command;
    private @Nullable LiveChat chat;
    private long reached;
    private boolean due;

    /// @param command says a mark: delivered, or read
    Marks(LongFunction<ClientCommand> command) {
        this.command = command;
    }

    /// Whom to tell.
    synchronized void tell(LiveChat to) {
        chat = to;
    }

    /// All entries up to this one are here.
    synchronized void reached(long seq) {
        reached = Math.max(reached, seq);
        if (!due) {
            due = true;
            Disposable unused = Mono.delay(TOGETHER).subscribe(now -> say());
        }
    }

    private void say() {
        LiveChat to;
        long upTo;
        synchronized (this) {
            due = false;
            to = chat;
            upTo = reached;
        }
        if (to != null) {
            to.say(command.apply(upTo));
        }
    }
}
