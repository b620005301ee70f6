package chat.parley.messaging.log;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.embedded.mongo.EmbeddedMongo;
import chat.parley.protocol.chat.Head;
import chat.parley.protocol.id.ChatId;
import chat.parley.protocol.id.UserId;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// When a conversation reads on for what it missed.
final class LogCatchUpTest {
    private static final SecureRandom RANDOM = new SecureRandom();

    private static EmbeddedMongo mongo = EmbeddedMongo.temporary();
    private static LogNode node = new LogNode(mongo.uri(), "catch-up");

    private final ChatId chat = ChatId.random(RANDOM);
    private final UserId ada = UserId.random(RANDOM);
    private final LogTip tip = new LogTip(chat, node.parts());
    private final LogCatchUp missing = new LogCatchUp(tip);

    @AfterAll
    static void stop() {
        node.close();
        mongo.close();
    }

    @BeforeEach
    void start() {
        tip.startAt(new Head(chat, 0, 0));
    }

    @Test
    void hasNothingToDoWhereNothingIsMissing() {
        assertThat(missing.isDue()).isFalse();
    }

    @Test
    void readsOnAfterAFullPageAndStopsAfterAShortOne() {
        missing.existsAtLeast(1);
        assertThat(missing.lacks(page(LogStore.PAGE))).isFalse();
        assertThat(missing.isDue()).isTrue();
        assertThat(missing.lacks(page(1))).isFalse();
        assertThat(missing.isDue()).isFalse();
    }

    @Test
    void doesNotWaitForMoreBehindTheLastFullPage() {
        missing.existsAtLeast(1);
        assertThat(missing.lacks(page(LogStore.PAGE))).isFalse();
        assertThat(missing.lacks(List.of())).isFalse();
        assertThat(missing.isDue()).isFalse();
    }

    @Test
    void leavesWhatIsBeyondARoundToTheNext() {
        missing.existsAtLeast(1);
        assertThat(pagesReadInARound()).isEqualTo(LogCatchUp.PAGES_PER_ROUND);
        missing.existsAtLeast(tip.headSeq() + 1);
        assertThat(pagesReadInARound()).isEqualTo(LogCatchUp.PAGES_PER_ROUND);
    }

    @Test
    void givesUpOnAnEntryThatDoesNotShowUp() {
        missing.existsAtLeast(1);
        int waits = 0;
        while (missing.isDue() && waits < 100) {
            waits += missing.lacks(List.of()) ? 1 : 0;
        }
        assertThat(waits).isEqualTo(20);
    }

    private int pagesReadInARound() {
        int pages = 0;
        while (missing.isDue() && pages < 100) {
            assertThat(missing.lacks(page(LogStore.PAGE))).isFalse();
            pages++;
        }
        return pages;
    }

    private List<StoredEntry> page(int size) {
        return LongStream.range(tip.headSeq(), tip.headSeq() + size)
                .mapToObj(seq -> entry(new Head(chat, seq, seq)))
                .toList();
    }

    private StoredEntry entry(Head before) {
        Append append = LogNode.text(ada, "missed");
        return EntryNumbering.number(before, Roster.NOBODY, append, Digest.of(append), Instant.EPOCH);
    }
}
