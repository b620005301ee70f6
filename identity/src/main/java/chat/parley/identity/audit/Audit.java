package chat.parley.identity.audit;

import chat.parley.protocol.account.AdminBodies.AuditEntry;
import chat.parley.protocol.account.AdminBodies.AuditPage;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;

/// The audit log. A deed is noted before it is done, so that nothing is done without a trace, and is not done when it
/// cannot be noted. So an entry may be there twice, or for a deed that was refused or cut off in the last moment.
@Service
public class Audit {
    private final AuditStore store;
    private final SecureRandom random;
    private final Clock clock;

    Audit(AuditStore store, SecureRandom random, Clock clock) {
        this.store = store;
        this.random = random;
        this.clock = clock;
    }

    /// Completes when it is durable.
    public Mono<Void> note(Deed deed) {
        return Mono.defer(() -> add(clock.instant(), deed));
    }

    /// Entries from before this id, the newest first.
    ///
    /// @param before the id of an entry, or empty for the newest of all
    public Mono<AuditPage> page(String before, int limit) {
        AuditId from = before.isEmpty() ? AuditId.END : new AuditId(before);
        return store.before(from, limit).map(entries -> page(entries, limit));
    }

    private Mono<Void> add(Instant at, Deed deed) {
        return store.add(AuditId.at(at.toEpochMilli(), random), at, deed);
    }

    private static AuditPage page(List<AuditEntry> entries, int limit) {
        return new AuditPage(
                entries, entries.size() < limit ? null : entries.getLast().id());
    }
}
