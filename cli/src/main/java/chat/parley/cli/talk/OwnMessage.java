package chat.parley.cli.talk;

import chat.parley.protocol.chat.Receipt;
import chat.parley.protocol.id.UserId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;

/// How far one's own newest message came. Safe from any thread.
final class OwnMessage {
    private final UserId me;
    private final Map<UserId, Receipt> receipts = new HashMap<>();
    private long seq;
    private int waiting;

    OwnMessage(UserId me) {
        this.me = me;
    }

    synchronized void sending() {
        waiting++;
    }

    /// Its outcome is known.
    synchronized void settled() {
        waiting--;
    }

    /// It is in the log, at this place.
    synchronized void stored(long at) {
        seq = Math.max(seq, at);
    }

    synchronized void receipt(Receipt receipt) {
        receipts.merge(receipt.userId(), receipt, OwnMessage::further);
    }

    /// In a few words; empty as long as nothing was written.
    synchronized String text(Function<UserId, String> names) {
        if (waiting > 0) {
            return waiting == 1 ? "sending…" : "sending " + waiting + "…";
        }
        if (seq == 0) {
            return "";
        }
        String readers = names(names, receipt -> receipt.read() >= seq);
        String devices = names(names, receipt -> receipt.delivered() >= seq);
        return !readers.isEmpty() ? "read by " + readers : devices.isEmpty() ? "sent" : "delivered to " + devices;
    }

    private String names(Function<UserId, String> names, Predicate<Receipt> fits) {
        List<String> some = receipts.values().stream()
                .filter(receipt -> !receipt.userId().equals(me))
                .filter(fits)
                .map(receipt -> names.apply(receipt.userId()))
                .sorted()
                .toList();
        return some.size() > 3 ? some.size() + " people" : String.join(", ", some);
    }

    /// Watermarks only grow, in whatever order they come.
    private static Receipt further(Receipt one, Receipt other) {
        return new Receipt(
                one.userId(),
                Math.max(one.delivered(), other.delivered()),
                Math.max(one.read(), other.read()),
                Math.max(one.readOrdinal(), other.readOrdinal()));
    }
}
