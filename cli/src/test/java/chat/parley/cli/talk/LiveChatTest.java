package chat.parley.cli.talk;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.cli.Refusal;
import chat.parley.cli.account.Account;
import chat.parley.cli.account.AccountFile;
import chat.parley.cli.account.SavedAccount;
import chat.parley.cli.live.LiveAddress;
import chat.parley.cli.live.LiveClient;
import chat.parley.cli.live.Transport;
import chat.parley.cli.node.Line;
import chat.parley.cli.node.PretendNode;
import chat.parley.protocol.chat.LogEntry;
import chat.parley.protocol.id.ChatId;
import chat.parley.protocol.id.UserId;
import chat.parley.protocol.live.ServerEvent;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.LongStream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.Disposable;
import reactor.netty.resources.LoopResources;

/// A conversation that goes on across everything that happens to its connections.
final class LiveChatTest {
    private static final String ADA = "a1a1a1a1a1a1a1a1a1a1a1a1";
    private static final ChatId CHAT = new ChatId("5f1c0a9be2d34c7781aa03f2");
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @TempDir
    private Path folder;

    private final PretendNode node = new PretendNode();
    private final LoopResources loops = LoopResources.create("chat", 1, true);
    private final List<Long> seqs = new CopyOnWriteArrayList<>();
    private final List<Throwable> failures = new CopyOnWriteArrayList<>();
    private @Nullable Disposable running;
    private @Nullable LiveChat chat;

    @BeforeEach
    void open() {
        node.open(CHAT.value(), List.of(ADA));
        AccountFile file = new AccountFile(folder.resolve("account.json"));
        file.write(new SavedAccount(
                URI.create(node.server()),
                new UserId(ADA),
                "ada@example.org",
                "t-" + ADA,
                Instant.now().plusSeconds(3_600),
                "refresh"));
        LiveAddress address = new LiveAddress(Transport.RSOCKET_TCP, URI.create(node.tcp()));
        Account account = Account.in(file, InstantSource.system());
        LiveChat opened = new LiveChat(account, LiveClient.at(address, loops), CHAT, 0, this::show);
        chat = opened;
        running = opened.run().subscribe(nothing -> {}, failures::add);
        assertThat(line()).isNotNull();
    }

    @AfterEach
    void close() {
        Objects.requireNonNull(chat).close();
        Objects.requireNonNull(running).dispose();
        node.close();
        loops.disposeLater(Duration.ZERO, Duration.ofSeconds(1)).block(PATIENCE);
    }

    @Test
    void showsEveryEntryOnceAcrossCuts() {
        for (int cut = 0; cut < 3; cut++) {
            write(10);
            Line line = line();
            line.cut();
            write(10);
            awaitAnotherThan(line);
        }
        assertShown(60);
    }

    @Test
    void catchesUpOverManyPages() {
        line().cut();
        write(350);
        assertShown(350);
    }

    @Test
    void fillsAGapThatTheServerLeft() {
        node.mischief((user, seq, entry) -> seq == 3 ? List.of() : List.of(entry));
        write(5);
        assertShown(5);
    }

    @Test
    void showsAnEntryOnceThatComesTwice() {
        node.mischief((user, seq, entry) -> List.of(entry, entry));
        write(5);
        assertShown(5);
    }

    @Test
    void repeatsAMessageUnderTheSameNameUntilItIsAnswered() {
        LiveChat open = Objects.requireNonNull(chat);
        line().cut();
        ServerEvent.Ack ack = Objects.requireNonNull(open.send("Hello!").block(PATIENCE));
        assertThat(ack.seq()).isOne();
        assertShown(1);
        assertThat(node.head(CHAT.value())).isOne();
    }

    @Test
    void tellsWhoWroteThatAMessageIsRefused() {
        Throwable refusal = Objects.requireNonNull(chat)
                .send("refuse me")
                .then()
                .materialize()
                .map(signal -> Objects.requireNonNull(signal.getThrowable()))
                .block(PATIENCE);
        assertThat(refusal).isInstanceOf(Refusal.class).hasMessageContaining("No.");
        assertThat(node.head(CHAT.value())).isZero();
    }

    @Test
    void comesBackWhenADrainingNodeWantsIt() {
        Line line = line();
        line.end(1012, "draining", 50);
        awaitAnotherThan(line);
        write(1);
        assertShown(1);
    }

    @Test
    void endsWithAReasonWhereComingBackWouldNotHelp() {
        line().end(4403, "not for you", 0);
        Awaitility.await().atMost(PATIENCE).until(() -> !failures.isEmpty());
        assertThat(failures).singleElement().asString().contains("FORBIDDEN", "not for you");
        assertThat(node.lines()).isEmpty();
    }

    private void show(LogEntry entry) {
        seqs.add(entry.seq());
    }

    private Line line() {
        Awaitility.await().atMost(PATIENCE).until(() -> !node.lines().isEmpty());
        return node.lines().getFirst();
    }

    private void awaitAnotherThan(Line line) {
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> node.lines().size() == 1 && !node.lines().contains(line));
    }

    private void write(int count) {
        for (int i = 0; i < count; i++) {
            node.write(CHAT.value(), ADA, "line");
        }
    }

    private void assertShown(int count) {
        Awaitility.await().atMost(PATIENCE).until(() -> seqs.size() >= count);
        assertThat(seqs)
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, count).boxed().toList());
    }
}
