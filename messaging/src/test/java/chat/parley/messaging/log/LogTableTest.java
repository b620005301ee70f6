package chat.parley.messaging.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import chat.parley.edge.problem.ProblemException;
import chat.parley.embedded.mongo.EmbeddedMongo;
import chat.parley.protocol.chat.Head;
import chat.parley.protocol.chat.NoticeKind;
import chat.parley.protocol.error.ErrorCode;
import chat.parley.protocol.id.ChatId;
import chat.parley.protocol.id.UserId;
import java.security.SecureRandom;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;

/// Which conversations a node keeps in hand, and for how long.
final class LogTableTest {
    private static final SecureRandom RANDOM = new SecureRandom();

    private static EmbeddedMongo mongo = EmbeddedMongo.temporary();
    private static LogNode node = new LogNode(mongo.uri(), "table");

    private final MessageLog log = new MessageLog(node.parts(), 2);
    private final ChatId chat = ChatId.random(RANDOM);
    private final UserId ada = UserId.random(RANDOM);

    @AfterAll
    static void stop() {
        node.close();
        mongo.close();
    }

    @Test
    void keepsNothingOfSendsToConversationsThatDoNotExist() {
        StepVerifier.create(Flux.range(0, 20).concatMap(i -> log.append(ChatId.random(RANDOM), text())))
                .expectNextCount(20)
                .expectComplete()
                .verify(LogNode.SOON);
        await().atMost(LogNode.SOON).until(() -> log.inHand() == 0);
    }

    @Test
    void refusesEachOfManySendsToTheSameInventedConversation() {
        StepVerifier.create(Flux.range(0, 200).flatMap(i -> log.append(chat, text()), 200))
                .thenConsumeWhile(outcome -> code(outcome) == ErrorCode.NOT_FOUND)
                .expectComplete()
                .verify(LogNode.SOON);
        await().atMost(LogNode.SOON).until(() -> log.inHand() == 0);
    }

    @Test
    void opensAConversationWhereNobodyFoundOneBefore() {
        StepVerifier.create(log.append(chat, text()).then(log.append(chat, created())))
                .expectNextMatches(AppendOutcome.Stored.class::isInstance)
                .expectComplete()
                .verify(LogNode.SOON);
        assertThat(log.inHand()).isEqualTo(1);
    }

    @Test
    void refusesSendsToOneMoreConversationThanItMayKeep() {
        fill();
        StepVerifier.create(log.append(chat, created()).map(LogTableTest::code))
                .expectNext(ErrorCode.OVERLOADED)
                .expectComplete()
                .verify(LogNode.SOON);
    }

    @Test
    void refusesToFollowOneMoreConversationThanItMayKeep() {
        fill();
        assertThatThrownBy(() -> log.interested(chat, new Head(chat, 1, 0)))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.OVERLOADED));
        assertThat(log.inHand()).isEqualTo(2);
    }

    @Test
    void followsAgainWhatItFollowsAlreadyThoughNoRoomIsLeft() {
        log.interested(chat, new Head(chat, 1, 0));
        fill();
        log.interested(chat, new Head(chat, 1, 0));
        assertThat(log.inHand()).isEqualTo(2);
    }

    private void fill() {
        while (log.inHand() < 2) {
            ChatId other = ChatId.random(RANDOM);
            log.interested(other, new Head(other, 1, 0));
        }
    }

    private Append text() {
        return LogNode.text(ada, "is anybody there?");
    }

    private Append created() {
        return new Append.Notice(ada, UUID.randomUUID(), NoticeKind.CREATED, List.of(ada), "Group");
    }

    private static ErrorCode code(AppendOutcome outcome) {
        if (outcome instanceof AppendOutcome.Refused refused) {
            return refused.code();
        }
        throw new AssertionError("not refused: " + outcome);
    }
}
