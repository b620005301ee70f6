package chat.parley.faults.checker;

import chat.parley.faults.history.Event;
import chat.parley.faults.history.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Promise C14: every accepted request has a mail, or its expiry is on record; a repeat carries the same code; none
/// comes
/// after its life (and 1 s for the difference between the two clocks of a hand-over), and none without a request.
final class MailLedger implements Rule {
    private static final long GRACE = Duration.ofSeconds(1).toNanos();

    private final Findings findings;
    private final Map<String, Request> requests = new LinkedHashMap<>();

    MailLedger(Findings findings) {
        this.findings = findings;
    }

    @Override
    public void see(long line, Event event) {
        switch (event.f()) {
            case CODE_REQUEST -> request(event).asked(line, event);
            case MAIL -> request(event).mails.add(new Mail(line, event.t(), event.digest()));
            case MAIL_EXPIRED -> request(event).expired = true;
            default -> {}
        }
    }

    @Override
    public void finish() {
        requests.forEach(this::look);
    }

    private void look(String id, Request request) {
        if (request.acceptedLine > 0 && request.mails.isEmpty() && !request.expired) {
            report("no mail for " + id, request.acceptedLine);
        }
        for (Mail mail : request.mails) {
            if (!request.mayHaveMail()) {
                report("a mail nobody asked for, to " + id, mail.line());
            } else if (request.acceptedLine > 0 && mail.t() > request.validUntil) {
                report("a late mail to " + id, request.acceptedLine, mail.line());
            } else if (!mail.digest().equals(request.mails.getFirst().digest())) {
                report(
                        "two codes for one request of " + id,
                        request.mails.getFirst().line(),
                        mail.line());
            }
        }
    }

    private void report(String what, long... lines) {
        findings.add(Anomaly.MAIL_LEDGER, what, lines);
    }

    private Request request(Event event) {
        return requests.computeIfAbsent(event.id(), id -> new Request());
    }

    private record Mail(long line, long t, String digest) {}

    private static final class Request {
        private final List<Mail> mails = new ArrayList<>(1);
        private int open;
        private boolean unknown;
        private boolean expired;
        private long acceptedLine;
        private long validUntil;

        private void asked(long line, Event event) {
            open += event.type() == Outcome.INVOKE ? 1 : -1;
            unknown |= event.type() == Outcome.INFO;
            if (event.type() == Outcome.OK) {
                acceptedLine = line;
                validUntil = event.t() + Duration.ofSeconds(event.seq()).toNanos() + GRACE;
            }
        }

        private boolean mayHaveMail() {
            return acceptedLine > 0 || unknown || open > 0;
        }
    }
}
