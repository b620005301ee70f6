package chat.parley.messaging.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import chat.parley.embedded.mongo.EmbeddedMongo;
import chat.parley.protocol.chat.Head;
import chat.parley.protocol.chat.LogEntry;
import chat.parley.protocol.chat.NoticeKind;
import chat.parley.protocol.chat.Role;
import chat.parley.protocol.error.ErrorCode;
import chat.parley.protocol.id.ChatId;
import chat.parley.protocol.id.UserId;
import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// The delivery contract, as far as the log alone answers for it: two nodes on one store.
final class MessageLogTest {
    private static final SecureRandom RANDOM = new SecureRandom();

    private static EmbeddedMongo mongo = EmbeddedMongo.temporary();
    private static LogNode one = new LogNode(mongo.uri(), "log");
    private static LogNode two = new LogNode(mongo.uri(), "log");

    private final ChatId chat = ChatId.random(RANDOM);
    private final UserId ada = UserId.random(RANDOM);
    private final UserId bela = UserId.random(RANDOM);
    private final UserId chen = UserId.random(RANDOM);

    @BeforeAll
    static void connectTheNodes() {
        one.tells(two);
        two.tells(one);
    }

    @AfterAll
    static void stop() {
        one.close();
        two.close();
        mongo.close();
    }

    @Test
    void numbersEntriesFromOneWithoutHoles() {
        open(ada, bela);
        sendMany(one, ada, 250);
        assertThat(one.history(chat)).extracting(LogEntry::seq).containsExactlyElementsOf(seqs(251));
        assertThat(one.history(chat).getLast().ordinal()).isEqualTo(250);
    }

    @Test
    void keepsTheOrderOfSendsPipelinedOnOneConnection() {
        open(ada, bela);
        sendMany(one, ada, 120);
        assertThat(one.history(chat).stream().skip(1).map(MessageLogTest::text))
                .containsExactlyElementsOf(
                        IntStream.range(0, 120).mapToObj(i -> "m" + i).toList());
    }

    @Test
    void answersAResendWithTheFirstSeq() {
        open(ada, bela);
        Append send = LogNode.text(ada, "once");
        AppendOutcome.Stored first = stored(one.append(chat, send));
        AppendOutcome.Stored again = stored(one.append(chat, send));
        AppendOutcome.Stored elsewhere = stored(two.append(chat, send));
        assertThat(first.duplicate()).isFalse();
        assertThat(again).isEqualTo(new AppendOutcome.Stored(first.entry(), true));
        assertThat(elsewhere).isEqualTo(again);
        assertThat(one.history(chat)).hasSize(2);
    }

    @Test
    void refusesOtherContentUnderTheSameId() {
        open(ada, bela);
        UUID id = UUID.randomUUID();
        assertThat(one.append(chat, new Append.Text(ada, id, "this"))).isInstanceOf(AppendOutcome.Stored.class);
        assertThat(code(one.append(chat, new Append.Text(ada, id, "that")))).isEqualTo(ErrorCode.IDEMPOTENCY_MISMATCH);
    }

    @Test
    void storesOneMessageWhenTheSameIdComesToTwoNodesAtOnce() {
        open(ada, bela);
        for (int round = 0; round < 20; round++) {
            Append send = LogNode.text(ada, "round " + round);
            List<AppendOutcome> outcomes = Flux.merge(
                            one.log().append(chat, send),
                            two.log().append(chat, send),
                            one.log().append(chat, send),
                            two.log().append(chat, send))
                    .collectList()
                    .blockOptional(LogNode.SOON)
                    .orElseThrow();
            assertThat(outcomes.stream().map(outcome -> stored(outcome).entry()).distinct())
                    .hasSize(1);
            assertThat(outcomes.stream().filter(outcome -> !stored(outcome).duplicate()))
                    .hasSizeLessThanOrEqualTo(1);
        }
        assertThat(one.history(chat)).hasSize(21);
    }

    @Test
    void keepsOneOrderWhenSixteenWriteOverTwoNodes() {
        open(ada, bela);
        one.follow(chat);
        two.follow(chat);
        Flux.range(0, 16)
                .flatMap(writer -> writeSome(writer % 2 == 0 ? one : two, writer), 16)
                .then()
                .block(LogNode.SOON);
        List<LogEntry> history = one.history(chat);
        assertThat(history).extracting(LogEntry::seq).containsExactlyElementsOf(seqs(1 + 16 * 25));
        await().atMost(LogNode.SOON).untilAsserted(() -> {
            assertThat(tail(one.heardOf(chat))).containsExactlyElementsOf(seqsFrom(2, 401));
            assertThat(tail(two.heardOf(chat))).containsExactlyElementsOf(seqsFrom(2, 401));
        });
    }

    @Test
    void refusesStrangersLikeAConversationThatDoesNotExist() {
        open(ada, bela);
        assertThat(one.append(chat, LogNode.text(chen, "let me in")))
                .isEqualTo(one.append(ChatId.random(RANDOM), LogNode.text(chen, "let me in")))
                .isEqualTo(new AppendOutcome.Refused(ErrorCode.NOT_FOUND, "There is no such conversation.", null));
    }

    @Test
    void refusesARemovedMemberOnTheOtherNodeAtOnce() {
        openGroup(ada, bela, chen);
        assertThat(two.append(chat, LogNode.text(chen, "hello"))).isInstanceOf(AppendOutcome.Stored.class);
        one.tells(null);
        try {
            stored(one.append(chat, notice(ada, NoticeKind.REMOVED, chen)));
            assertThat(code(two.append(chat, LogNode.text(chen, "still here?"))))
                    .isEqualTo(ErrorCode.NOT_FOUND);
        } finally {
            one.tells(two);
        }
    }

    @Test
    void takesInOrderWhatANewMemberSendsToANodeThatNobodyToldOfIt() {
        openGroup(ada, bela);
        assertThat(two.append(chat, LogNode.text(bela, "two knows the members")))
                .isInstanceOf(AppendOutcome.Stored.class);
        one.tells(null);
        try {
            stored(one.append(chat, notice(ada, NoticeKind.JOINED, chen)));
            sendMany(two, chen, 20);
        } finally {
            one.tells(two);
        }
        assertThat(one.history(chat).stream().skip(3).map(entry -> ((LogEntry.Message) entry).text()))
                .containsExactlyElementsOf(
                        IntStream.range(0, 20).mapToObj(i -> "m" + i).toList());
    }

    @Test
    void answersARemovedMembersResendOfAStoredMessage() {
        openGroup(ada, bela, chen);
        Append send = LogNode.text(chen, "before I go");
        AppendOutcome.Stored first = stored(two.append(chat, send));
        stored(one.append(chat, notice(ada, NoticeKind.REMOVED, chen)));
        assertThat(stored(two.append(chat, send)).entry()).isEqualTo(first.entry());
    }

    @Test
    void findsALastEntryThatNobodyToldOf() {
        open(ada, bela);
        two.follow(chat);
        one.tells(null);
        try {
            AppendOutcome.Stored lost = stored(one.append(chat, LogNode.text(ada, "quiet")));
            assertThat(two.heardOf(chat)).doesNotContain(lost.entry().seq());
            two.log().checkHeads().block(LogNode.SOON);
            await().atMost(LogNode.SOON)
                    .untilAsserted(() ->
                            assertThat(two.heardOf(chat)).contains(lost.entry().seq()));
        } finally {
            one.tells(two);
        }
    }

    @Test
    void readsOnToTheEndOfALongGapThatNothingFollows() {
        open(ada, bela);
        two.follow(chat);
        one.tells(null);
        try {
            sendMany(one, ada, 600);
            two.log().checkHeads().block(LogNode.SOON);
            await().atMost(Duration.ofSeconds(5))
                    .untilAsserted(() -> assertThat(two.heardOf(chat)).containsExactlyElementsOf(seqsFrom(2, 601)));
        } finally {
            one.tells(two);
        }
    }

    @Test
    void fillsAGapFromTheLogInOrder() {
        open(ada, bela);
        two.follow(chat);
        one.tells(null);
        sendMany(one, ada, 150);
        one.tells(two);
        stored(one.append(chat, LogNode.text(ada, "after the gap")));
        await().atMost(LogNode.SOON)
                .untilAsserted(() -> assertThat(two.heardOf(chat)).containsExactlyElementsOf(seqsFrom(2, 152)));
    }

    @Test
    void repairsAProjectionThatACrashLeftBehind() {
        openGroup(ada, bela);
        StoredEntry newest =
                one.store().newest(chat).blockOptional(LogNode.SOON).orElseThrow();
        Append.Notice joined = new Append.Notice(ada, UUID.randomUUID(), NoticeKind.JOINED, List.of(chen), null);
        Roster before = one.rosters().load(chat).blockOptional(LogNode.SOON).orElseThrow();
        StoredEntry unprojected = EntryNumbering.number(
                new Head(chat, newest.seq(), newest.entry().ordinal()),
                before,
                joined,
                Digest.of(joined),
                newest.entry().createdAt());
        one.store().insert(List.of(unprojected)).block(LogNode.SOON);
        assertThat(two.append(chat, LogNode.text(chen, "am I in?"))).isInstanceOf(AppendOutcome.Stored.class);
        assertThat(one.rosters()
                        .load(chat)
                        .blockOptional(LogNode.SOON)
                        .orElseThrow()
                        .members())
                .containsEntry(chen, Role.MEMBER);
    }

    @Test
    void handsTheGroupOnWhenItsOwnerLeaves() {
        openGroup(ada, bela, chen);
        stored(one.append(chat, notice(ada, NoticeKind.LEFT, ada)));
        assertThat(one.rosters()
                        .load(chat)
                        .blockOptional(LogNode.SOON)
                        .orElseThrow()
                        .members())
                .containsEntry(bela, Role.OWNER)
                .containsEntry(chen, Role.MEMBER)
                .doesNotContainKey(ada);
    }

    private Mono<Void> writeSome(LogNode node, int writer) {
        UserId sender = writer % 2 == 0 ? ada : bela;
        return Flux.range(0, 25)
                .concatMap(i -> node.log().append(chat, LogNode.text(sender, writer + "/" + i)))
                .doOnNext(outcome -> assertThat(outcome).isInstanceOf(AppendOutcome.Stored.class))
                .then();
    }

    private void sendMany(LogNode node, UserId sender, int count) {
        List<AppendOutcome> outcomes = Flux.range(0, count)
                .flatMapSequential(i -> node.log().append(chat, LogNode.text(sender, "m" + i)), count)
                .collectList()
                .blockOptional(LogNode.SOON)
                .orElseThrow();
        assertThat(outcomes).hasSize(count).allMatch(AppendOutcome.Stored.class::isInstance);
    }

    private void open(UserId... members) {
        stored(one.append(
                chat, new Append.Notice(members[0], UUID.randomUUID(), NoticeKind.CREATED, List.of(members), null)));
    }

    private void openGroup(UserId... members) {
        stored(one.append(
                chat, new Append.Notice(members[0], UUID.randomUUID(), NoticeKind.CREATED, List.of(members), "Group")));
    }

    private static Append notice(UserId actor, NoticeKind kind, UserId subject) {
        return new Append.Notice(actor, UUID.randomUUID(), kind, List.of(subject), null);
    }

    @CanIgnoreReturnValue
    private static AppendOutcome.Stored stored(@Nullable AppendOutcome outcome) {
        assertThat(outcome).isInstanceOf(AppendOutcome.Stored.class);
        if (outcome instanceof AppendOutcome.Stored stored) {
            return stored;
        }
        throw new AssertionError("not stored: " + outcome);
    }

    private static ErrorCode code(AppendOutcome outcome) {
        if (outcome instanceof AppendOutcome.Refused refused) {
            return refused.code();
        }
        throw new AssertionError("not refused: " + outcome);
    }

    private static String text(LogEntry entry) {
        return entry instanceof LogEntry.Message message ? message.text() : "";
    }

    /// Without what was heard before the test followed the conversation.
    private static List<Long> tail(List<Long> heard) {
        return heard.stream().filter(seq -> seq > 1).toList();
    }

    private static List<Long> seqs(long last) {
        return seqsFrom(1, last);
    }

    private static List<Long> seqsFrom(long first, long last) {
        return LongStream.rangeClosed(first, last).boxed().toList();
    }
}
