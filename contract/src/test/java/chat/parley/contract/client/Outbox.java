package chat.parley.contract.client;

import chat.parley.faults.history.Digest;
import chat.parley.faults.history.Witness;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// What a device sent and has no outcome of. For one thread at a time.
final class Outbox {
    private final Map<String, Letter> letters = new LinkedHashMap<>();

    /// One message, through all its attempts.
    static final class Letter {
        final String chat;
        final String id;
        final String text;
        final CompletableFuture<Fate> fate = new CompletableFuture<>();

        @Nullable
        Witness attempt;

        Letter(String chat, String id, String text) {
            this.chat = chat;
            this.id = id;
            this.text = text;
        }

        String frame() {
            return "{\"type\":\"send\",\"chatId\":\"" + chat + "\",\"clientMessageId\":\"" + id + "\",\"text\":\""
                    + text + "\"}";
        }

        private void trying(Witness by) {
            attempt = by;
            by.sending(chat, id, Digest.of(text));
        }

        private void unknown() {
            Witness by = attempt;
            if (by != null) {
                by.unknown(chat, id);
                attempt = null;
            }
        }
    }

    Letter write(String chat, String id, String text) {
        Letter letter = new Letter(chat, id, text);
        letters.put(id, letter);
        return letter;
    }

    /// Those to be sent now, in their order; each counts as tried by this witness.
    List<Letter> due(Witness by) {
        List<Letter> due = new ArrayList<>();
        for (Letter letter : letters.values()) {
            if (letter.attempt == null) {
                letter.trying(by);
                due.add(letter);
            }
        }
        return due;
    }

    /// The attempt with this id came to this.
    void outcome(String id, Fate fate) {
        Letter letter = letters.get(id);
        Witness by = letter == null ? null : letter.attempt;
        if (letter == null || by == null) {
            return;
        }
        switch (fate) {
            case Fate.Stored stored -> by.sent(letter.chat, id, stored.id(), stored.seq());
            case Fate.Refused refused -> by.refused(letter.chat, id);
            case Fate.Unknown unknown -> letter.unknown();
        }
        if (!(fate instanceof Fate.Unknown)) {
            letters.remove(id);
            letter.fate.complete(fate);
        }
    }

    /// The connection is gone: nobody knows, all are due again.
    void cut() {
        letters.values().forEach(Letter::unknown);
    }

    boolean isEmpty() {
        return letters.isEmpty();
    }
}
