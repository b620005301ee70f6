package chat.parley.messaging.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import chat.parley.embedded.mongo.EmbeddedMongo;
import chat.parley.protocol.chat.Head;
import chat.parley.protocol.chat.LogEntry;
import chat.parley.protocol.chat.NoticeKind;
import chat.parley.protocol.id.ChatId;
import chat.parley.protocol.id.UserId;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.test.StepVerifier;

/// Hints of heads that a crash left behind are repaired by those who read them.
final class LogHintsTest {
    private static final SecureRandom RANDOM = new SecureRandom();

    private static EmbeddedMongo mongo = EmbeddedMongo.temporary();
    private static LogNode node = new LogNode(mongo.uri(), "hints");

    private final ChatId chat = ChatId.random(RANDOM);
    private final UserId ada = UserId.random(RANDOM);
    private final StoredEntry message = entry(new Head(chat, 0, 0), LogNode.text(ada, "the last words"));
    private final List<Noted> noted = new CopyOnWriteArrayList<>();
    private final Sinks.Empty<Void> written = Sinks.empty();
    private final LogParts parts = parts();

    private record Noted(LogEntry head, LogEntry.@Nullable Message preview) {}

    @AfterAll
    static void stop() {
        node.close();
        mongo.close();
    }

    @Test
    void notesTheHeadThatAReaderFoundBehindTheHint() {
        store(message);
        readHead(new Head(chat, 1, 1));
        await().atMost(LogNode.SOON)
                .untilAsserted(() -> assertThat(noted).containsExactly(new Noted(message.entry(), text(message))));
    }

    @Test
    void notesTheMessageBeforeANoticeAsItsPreview() {
        StoredEntry notice = entry(
                new Head(chat, 1, 1),
                new Append.Notice(ada, UUID.randomUUID(), NoticeKind.RENAMED, List.of(), "Another title"));
        store(message, notice);
        readHead(new Head(chat, 2, 1));
        await().atMost(LogNode.SOON)
                .untilAsserted(() -> assertThat(noted).containsExactly(new Noted(notice.entry(), text(message))));
    }

    @Test
    void leavesARightHintAlone() {
        readNoHead();
        assertThat(noted).isEmpty();
    }

    @Test
    void writesOneAtATimeAndLeavesToTheNextReaderWhatDoesNotFit() {
        StaleHints stale = new StaleHints(parts);
        IntStream.rangeClosed(0, StaleHints.MAX_WAITING + 50).forEach(i -> stale.found(messageElsewhere(), 0));
        assertThat(noted).hasSize(1);
        written.tryEmitEmpty().orThrow();
        assertThat(noted).hasSize(1 + StaleHints.MAX_WAITING);
    }

    private void readHead(Head expected) {
        StepVerifier.create(new MessageLog(parts).heads(List.of(chat)))
                .expectNext(List.of(expected))
                .expectComplete()
                .verify(LogNode.SOON);
    }

    private void readNoHead() {
        StepVerifier.create(new MessageLog(parts).heads(List.of(chat)))
                .expectNext(List.of())
                .expectComplete()
                .verify(LogNode.SOON);
    }

    private LogEntry messageElsewhere() {
        return entry(new Head(ChatId.random(RANDOM), 0, 0), LogNode.text(ada, "elsewhere"))
                .entry();
    }

    private static void store(StoredEntry... entries) {
        node.store().insert(List.of(entries)).block(LogNode.SOON);
    }

    private static StoredEntry entry(Head before, Append append) {
        return EntryNumbering.number(before, Roster.NOBODY, append, Digest.of(append), Instant.EPOCH);
    }

    private static LogEntry.Message text(StoredEntry stored) {
        return (LogEntry.Message) stored.entry();
    }

    private LogParts parts() {
        LogParts real = node.parts();
        return new LogParts(
                real.store(),
                real.rosters(),
                new NoHints(),
                real.cursors(),
                real.encoder(),
                real.listener(),
                real.admission(),
                real.separation(),
                real.clock());
    }

    /// As after a crash: knows nothing, and takes what it is told.
    private final class NoHints implements HeadHints {
        @Override
        public Mono<Void> note(LogEntry head, LogEntry.@Nullable Message preview) {
            noted.add(new Noted(head, preview));
            return written.asMono();
        }

        @Override
        public Mono<List<Hint>> hints(Collection<ChatId> chats) {
            return Mono.just(List.of());
        }
    }
}
