package chat.parley.standalone.inbox;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.LongFunction;

/// The newest mails. An older one goes when a newer one comes above the bound.
final class Mails {
    static final int MOST = 200;

    private final Deque<Mail> newestFirst = new ArrayDeque<>();
    private long last;

    /// Numbers a mail and keeps it.
    synchronized void add(LongFunction<Mail> mail) {
        last++;
        newestFirst.addFirst(mail.apply(last));
        if (newestFirst.size() > MOST) {
            newestFirst.removeLast();
        }
    }

    /// All that are kept, the newest first.
    synchronized List<Mail> all() {
        return List.copyOf(newestFirst);
    }

    /// Those to one address, the newest first.
    List<Mail> to(String address) {
        return all().stream()
                .filter(mail -> mail.to().equalsIgnoreCase(address))
                .toList();
    }

    Optional<Mail> numbered(long number) {
        return all().stream().filter(mail -> mail.number() == number).findFirst();
    }
}
