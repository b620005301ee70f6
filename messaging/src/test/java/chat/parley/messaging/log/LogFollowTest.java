package chat.parley.messaging.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import chat.parley.embedded.mongo.EmbeddedMongo;
import chat.parley.protocol.chat.Head;
import chat.parley.protocol.chat.NoticeKind;
import chat.parley.protocol.error.ErrorCode;
import chat.parley.protocol.id.ChatId;
import chat.parley.protocol.id.UserId;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/// Following a conversation while it is being let go.
final class LogFollowTest {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private static EmbeddedMongo mongo = EmbeddedMongo.temporary();
    private static LogNode node = new LogNode(mongo.uri(), "follow");

    private final ChatId chat = ChatId.random(RANDOM);
    private final UserId ada = UserId.random(RANDOM);
    private final List<Long> heard = new CopyOnWriteArrayList<>();
    private Runnable whileApplying = () -> {};
    private Duration later = Duration.ZERO;
    private final MessageLog log = new MessageLog(parts());

    @AfterAll
    static void stop() {
        node.close();
        mongo.close();
    }

    /// What is asked while an entry is applied waits behind it: so the follower comes when letting go was decided.
    @Test
    void hearsEntriesThoughTheConversationWasLetGoAtTheSameMoment() {
        log.interested(chat, new Head(chat, 1, 0));
        log.uninterested(chat);
        later = MessageLog.IDLE.plusMinutes(1);
        whileApplying = () -> {
            whileApplying = () -> {};
            log.retireIdle();
            log.interested(chat, new Head(chat, 2, 1));
        };
        log.received(batch(2));
        log.received(batch(3));
        assertThat(heard).containsExactly(2L, 3L);
        assertThat(log.inHand()).isEqualTo(1);
    }

    /// Otherwise it would wait for ever, and whoever repeats it would wait with it.
    @Test
    void aSendWhoseStepFailedIsAnsweredAndMayBeRepeated() {
        Append created = new Append.Notice(ada, UUID.randomUUID(), NoticeKind.CREATED, List.of(ada), "Group");
        assertThat(outcome(created)).isInstanceOf(AppendOutcome.Stored.class);
        Append send = LogNode.text(ada, "unlucky");
        whileApplying = () -> {
            whileApplying = () -> {};
            throw new IllegalStateException("a defect");
        };
        assertThat(outcome(send))
                .isInstanceOfSatisfying(
                        AppendOutcome.Refused.class,
                        refused -> assertThat(refused.code()).isEqualTo(ErrorCode.OUTCOME_UNKNOWN));
        assertThat(outcome(send))
                .isInstanceOfSatisfying(
                        AppendOutcome.Stored.class,
                        stored -> assertThat(stored.duplicate()).isTrue());
    }

    /// A batch that comes between the question for the head and the following of it is the last one for long.
    @Test
    void hearsWhatCameBetweenTheQuestionForTheHeadAndTheFollowing() {
        UserId bela = UserId.random(RANDOM);
        Append created = new Append.Notice(ada, UUID.randomUUID(), NoticeKind.CREATED, List.of(ada, bela), "Group");
        assertThat(node.append(chat, created)).isInstanceOf(AppendOutcome.Stored.class);
        Head asked = new Head(chat, 1, 0);
        assertThat(node.append(chat, LogNode.text(bela, "meanwhile"))).isInstanceOf(AppendOutcome.Stored.class);
        log.received(batch(2));
        log.interested(chat, asked);
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(heard).containsExactly(2L));
    }

    private AppendOutcome outcome(Append append) {
        return log.append(chat, append).blockOptional(PATIENCE).orElseThrow();
    }

    private LogParts parts() {
        LogParts real = node.parts();
        InstantSource moving = () -> Instant.EPOCH.plus(later);
        return new LogParts(
                real.store(),
                real.rosters(),
                real.hints(),
                real.cursors(),
                real.encoder(),
                this::applied,
                real.admission(),
                real.separation(),
                moving.withZone(ZoneOffset.UTC));
    }

    private void applied(Batch batch, boolean own) {
        heard.add(batch.lastSeq());
        whileApplying.run();
    }

    private Batch batch(long seq) {
        Append append = LogNode.text(ada, "from another node");
        Head before = new Head(chat, seq - 1, seq - 2);
        StoredEntry entry = EntryNumbering.number(before, Roster.NOBODY, append, Digest.of(append), Instant.EPOCH);
        return node.parts().encoder().encode(List.of(entry.entry())).getFirst();
    }
}
