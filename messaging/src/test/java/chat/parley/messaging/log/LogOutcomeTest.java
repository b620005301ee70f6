package chat.parley.messaging.log;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.embedded.mongo.EmbeddedMongo;
import chat.parley.protocol.chat.NoticeKind;
import chat.parley.protocol.error.ErrorCode;
import chat.parley.protocol.id.ChatId;
import chat.parley.protocol.id.UserId;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What is said of sends when the store fails (C2): a refusal means that nothing was or will be stored.
final class LogOutcomeTest {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int MORE_THAN_ARE_TRIED = 25;
    private static final Duration SHORT = Duration.ofSeconds(5);

    private static EmbeddedMongo mongo = EmbeddedMongo.temporary();

    private final LogNode node = new LogNode(mongo.uri(), "outcome");
    private final ChatId chat = ChatId.random(RANDOM);
    private final UserId ada = UserId.random(RANDOM);

    @AfterAll
    static void stop() {
        mongo.close();
    }

    @BeforeEach
    void open() {
        Append created = new Append.Notice(ada, UUID.randomUUID(), NoticeKind.CREATED, List.of(ada), "Group");
        assertThat(node.append(chat, created)).isInstanceOf(AppendOutcome.Stored.class);
    }

    @Test
    void saysThatNothingWasStoredWhenNothingWasSentToTheStore() {
        node.faults().failInserts(InsertFailure.Kind.NOT_DISPATCHED);
        assertThat(outcomeOfASend()).isEqualTo(ErrorCode.UNAVAILABLE);
    }

    @Test
    void staysUnknownWhenTheStoreIsAwayAtTheSecondAttempt() {
        node.faults().failInserts(InsertFailure.Kind.UNKNOWN, InsertFailure.Kind.NOT_DISPATCHED);
        assertThat(outcomeOfASend()).isEqualTo(ErrorCode.OUTCOME_UNKNOWN);
    }

    @Test
    void staysUnknownWhenOthersAreFasterUntilItGivesUp() {
        node.faults().failInserts(InsertFailure.Kind.UNKNOWN);
        Collections.nCopies(MORE_THAN_ARE_TRIED, InsertFailure.Kind.TAKEN).forEach(node.faults()::failInserts);
        assertThat(outcomeOfASend()).isEqualTo(ErrorCode.OUTCOME_UNKNOWN);
    }

    @Test
    void refusesWhenOthersAreFasterUntilItGivesUpAndNothingElseWasTried() {
        Collections.nCopies(MORE_THAN_ARE_TRIED, InsertFailure.Kind.TAKEN).forEach(node.faults()::failInserts);
        assertThat(outcomeOfASend()).isEqualTo(ErrorCode.OVERLOADED);
    }

    @Test
    void saysWhenToTryAgainWhatItCouldNotTake() {
        node.faults().failInserts(InsertFailure.Kind.NOT_DISPATCHED);
        assertThat(node.append(chat, LogNode.text(ada, "later")))
                .isInstanceOfSatisfying(
                        AppendOutcome.Refused.class,
                        refused ->
                                assertThat(refused.retryAfterMs()).isNotNull().isPositive());
        node.close();
    }

    @Test
    void goesOnThoughTheStoreThrewInsteadOfFailing() {
        node.faults().throwAtTheNextInsert();
        assertThat(node.log().append(chat, LogNode.text(ada, "once more")).block(SHORT))
                .isInstanceOf(AppendOutcome.Stored.class);
        node.close();
    }

    private ErrorCode outcomeOfASend() {
        AppendOutcome outcome = node.append(chat, LogNode.text(ada, "perhaps"));
        node.close();
        if (outcome instanceof AppendOutcome.Refused refused) {
            return refused.code();
        }
        throw new AssertionError("not refused: " + outcome);
    }
}
