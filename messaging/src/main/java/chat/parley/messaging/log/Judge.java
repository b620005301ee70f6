package chat.parley.messaging.log;

import chat.parley.messaging.block.Separation;
import chat.parley.protocol.chat.ChatKind;
import chat.parley.protocol.error.ErrorCode;
import chat.parley.protocol.id.UserId;
import java.util.List;
import reactor.core.publisher.Mono;

/// Decides on appends: by the roster, and in a conversation of two also by whether one of them blocked the other.
record Judge(Separation separation) {
    /// Whether everything is known that it takes.
    boolean isReady(Roster roster) {
        return roster.kind() != ChatKind.DIRECT || separation.isKnown(people(roster));
    }

    /// Learns it, if it can be learnt now. Without identity, messages go on.
    Mono<Void> prepare(Roster roster) {
        return separation.learn(people(roster));
    }

    Roster.Verdict judge(Roster roster, Append append) {
        Roster.Verdict verdict = roster.judge(append);
        return verdict instanceof Roster.Verdict.Accepted && isCutOff(roster)
                ? new Roster.Verdict.Refused(ErrorCode.FORBIDDEN, "You cannot write to each other.")
                : verdict;
    }

    private boolean isCutOff(Roster roster) {
        List<UserId> people = people(roster);
        return roster.kind() == ChatKind.DIRECT
                && people.size() == 2
                && separation.apart(people.getFirst(), people.getLast());
    }

    private static List<UserId> people(Roster roster) {
        return List.copyOf(roster.members().keySet());
    }
}
