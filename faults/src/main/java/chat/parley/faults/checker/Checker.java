package chat.parley.faults.checker;

import chat.parley.faults.history.History;
import chat.parley.faults.history.MalformedHistory;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;

/// Judges a recorded history, in a test or as a program: `java chat.parley.faults.checker.Checker history.jsonl`.
public final class Checker {
    private static final int CLEAN = 0;
    private static final int ANOMALIES = 1;
    private static final int UNREADABLE = 2;

    private Checker() {}

    /// Reads the history twice; a million lines take seconds. Throws [MalformedHistory] when it makes no sense.
    public static Verdict check(History history) {
        Facts facts = Facts.of(history);
        Findings findings = new Findings();
        Liveness liveness = new Liveness(facts, findings);
        List<Rule> rules = rules(facts, findings, liveness);
        long[] lines = {0};
        history.replay((line, event) -> {
            lines[0] = line;
            for (Rule rule : rules) {
                rule.see(line, event);
            }
        });
        rules.forEach(Rule::finish);
        return new Verdict(
                lines[0], Counts.of(facts, findings), findings.counts(), findings.kept(), liveness.figures());
    }

    /// Prints the verdict; ends with 0 when clean, 1 with anomalies, 2 when the history cannot be read.
    public static void main(String[] arguments) {
        System.exit(run(arguments, System.out));
    }

    static int run(String[] arguments, PrintStream out) {
        if (arguments.length != 1) {
            out.println("One argument: the file of the history");
            return UNREADABLE;
        }
        try {
            History history = History.in(Path.of(arguments[0]));
            Verdict verdict = check(history);
            new Report(verdict, history).print(out);
            return verdict.isClean() ? CLEAN : ANOMALIES;
        } catch (MalformedHistory | UncheckedIOException e) {
            out.println(e.getMessage());
            return UNREADABLE;
        }
    }

    private static List<Rule> rules(Facts facts, Findings findings, Liveness liveness) {
        return List.of(
                new LostAck(facts, findings),
                new Phantom(facts, findings),
                new RejectedButStored(facts, findings),
                new Duplicate(facts, findings),
                new DuplicateSeq(facts, findings),
                new RetryNotIdempotent(facts, findings),
                new SeqHole(facts, findings),
                new InconsistentOffset(facts, findings),
                new MembersDisagree(facts, findings),
                new RealTimeOrder(facts, findings),
                new PipelinedOrder(facts, findings),
                new RecvSkip(facts, findings),
                new NonMonotonicRecv(findings),
                new VisibleDuplicate(findings),
                new ReadRegressed(findings),
                new ReadPhantom(facts, findings),
                new PresenceDivergence(findings),
                new UnauthorisedRecv(facts, findings),
                new RevokedUse(facts, findings),
                new MailLedger(findings),
                liveness);
    }
}
