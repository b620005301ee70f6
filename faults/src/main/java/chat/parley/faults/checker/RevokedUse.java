package chat.parley.faults.checker;

import chat.parley.faults.history.Act;
import chat.parley.faults.history.Event;
import chat.parley.faults.history.Outcome;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/// Promises C11 and C12: a right does not work after its end. A session: 1 s after its revocation over HTTP and for new
/// connections, 5 s on open ones; a refresh token: the second time; a membership: sends behind the removal's notice.
final class RevokedUse implements Rule {
    private static final long HTTP_GRACE = Duration.ofSeconds(1).toNanos();
    private static final long SOCKET_GRACE = Duration.ofSeconds(5).toNanos();
    private static final Set<Act> USES = EnumSet.of(
            Act.SEND,
            Act.RECV,
            Act.READ,
            Act.CONNECT,
            Act.FINAL_READ,
            Act.REFRESH,
            Act.SAW_READ,
            Act.SAW_DELIVERED,
            Act.PRESENCE);

    private final Facts facts;
    private final Findings findings;
    private final Map<String, At> revoked = new HashMap<>();
    private final Map<String, Long> begun = new HashMap<>();
    private final Map<String, Long> refreshed = new HashMap<>();

    RevokedUse(Facts facts, Findings findings) {
        this.facts = facts;
        this.findings = findings;
    }

    @Override
    public void see(long line, Event event) {
        Act act = event.f();
        if (event.type() == Outcome.INVOKE) {
            begun.put(operation(event), event.t());
        } else if (event.type() == Outcome.OK) {
            if (act == Act.REVOKE) {
                revoked.put(event.device(), new At(event.t(), line));
            } else if (act == Act.LOGIN) {
                revoked.remove(event.device());
            } else if (USES.contains(act)) {
                use(line, event);
            }
        }
    }

    private void use(long line, Event event) {
        session(line, event);
        if (event.f() == Act.REFRESH) {
            token(line, event);
        } else if (event.f() == Act.SEND) {
            membership(line, event);
        }
    }

    private void session(long line, Event event) {
        At end = revoked.get(event.device());
        boolean live = event.client().contains("#") && event.f() != Act.CONNECT;
        long since = begun.getOrDefault(operation(event), event.t());
        if (end != null && since > end.t() + (live ? SOCKET_GRACE : HTTP_GRACE)) {
            report(event.device() + "'s session was used after its end", end.line(), line);
        }
    }

    private void token(long line, Event event) {
        Long first = refreshed.putIfAbsent(event.digest(), line);
        if (first != null) {
            report("a refresh token was accepted twice", first, line);
        }
    }

    private void membership(long line, Event event) {
        Members members = facts.conversation(event).members();
        if (!members.covers(event.user(), event.seq())) {
            report(event.user() + " sent without being a member", line);
        }
    }

    private void report(String what, long... lines) {
        findings.add(Anomaly.REVOKED_USE, what, lines);
    }

    /// Observations have no beginning of their own.
    private static String operation(Event event) {
        return event.client() + ' ' + event.f().wire();
    }

    private record At(long t, long line) {}
}
