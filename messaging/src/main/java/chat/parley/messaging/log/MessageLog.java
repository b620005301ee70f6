package chat.parley.messaging.log;

import chat.parley.edge.problem.ProblemException;
import chat.parley.protocol.chat.Head;
import chat.parley.protocol.chat.LogEntry;
import chat.parley.protocol.error.ErrorCode;
import chat.parley.protocol.id.ChatId;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.bson.types.Binary;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// The logs of all conversations, as this node sees them.
///
/// Thread-safe; nothing here blocks. Promises are those of the delivery contract (C1 to C7).
@Component
public final class MessageLog {
    /// Conversations that a node keeps in hand at once; more are refused as OVERLOADED.
    static final int MAX_SEQUENCERS = 100_000;
    /// A conversation that nobody follows or writes to is let go after this.
    static final Duration IDLE = Duration.ofSeconds(60);

    /// Sequencers of a conversation that may retire before one takes an append.
    private static final int MAX_RETIRED = 10;
    private static final long RETRY_AFTER_MS = 1_000;
    private static final String FULL = "Too many conversations are active on this node.";
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final int HEADS_PER_QUERY = 200;
    private static final int MAX_AHEAD = 10_000;
    /// From the question for a head until the conversation is followed, at most.
    private static final Duration AHEAD = Duration.ofSeconds(30);

    private final LogParts parts;
    private final int maxSequencers;
    private final StaleHints stale;
    private final Map<ChatId, Sequencer> sequencers = new ConcurrentHashMap<>();
    /// What was heard of conversations that nobody follows yet: whoever is about to asked for their head before.
    private final Cache<ChatId, Long> ahead =
            Caffeine.newBuilder().maximumSize(MAX_AHEAD).expireAfterWrite(AHEAD).build();

    @Autowired
    MessageLog(LogParts parts) {
        this(parts, MAX_SEQUENCERS);
    }

    MessageLog(LogParts parts, int maxSequencers) {
        this.parts = parts;
        this.maxSequencers = maxSequencers;
        this.stale = new StaleHints(parts);
    }

    /// Appends, in the order of subscription per conversation. Never errors for what the asker did; outcomes are
    /// values. Bounded: 1,000 wait per conversation, for 15 s at most (then `OUTCOME_UNKNOWN`).
    public Mono<AppendOutcome> append(ChatId chatId, Append append) {
        Mono<AppendOutcome> work = Mono.defer(() -> tryAppend(chatId, append))
                .repeatWhenEmpty(retired -> retired.take(MAX_RETIRED))
                .defaultIfEmpty(full())
                .timeout(PATIENCE, Mono.just(late()));
        return parts.admission().admit(append, work);
    }

    /// Entries `from..to` (both included) ascending, the first 100 of them; empty where there are none.
    public Mono<List<LogEntry>> read(ChatId chatId, long from, long to) {
        return parts.store()
                .read(chatId, from, to)
                .map(page -> page.stream().map(StoredEntry::entry).toList());
    }

    /// The heads of these conversations as the log says; a conversation without entries is left out.
    public Mono<List<Head>> heads(Collection<ChatId> chats) {
        return Flux.fromIterable(chats)
                .buffer(HEADS_PER_QUERY)
                .concatMap(this::headsOfSome)
                .collect(ArrayList::new, List::addAll);
    }

    /// A batch that another node appended.
    public void received(Batch batch) {
        if (!sequencers.containsKey(batch.chatId())) {
            ahead.asMap().merge(batch.chatId(), batch.lastSeq(), Math::max);
        }
        Sequencer sequencer = sequencers.get(batch.chatId());
        if (sequencer != null) {
            sequencer.received(batch);
        }
    }

    /// Follows a conversation: what is appended anywhere reaches the listener here, in order and without gaps,
    /// from behind `known`. Throws a [ProblemException] (OVERLOADED) when too many conversations are in hand: going on
    /// without would be a silent gap.
    public void interested(ChatId chatId, Head known) {
        inHand(chatId)
                .orElseThrow(() -> new ProblemException(ErrorCode.OVERLOADED, FULL, RETRY_AFTER_MS))
                .follow(known, () -> followAnother(chatId, known));
        Long heard = ahead.asMap().remove(chatId);
        if (heard != null && heard > known.seq()) {
            exists(chatId, heard);
        }
    }

    /// The last local reader of the conversation left.
    public void uninterested(ChatId chatId) {
        Sequencer sequencer = sequencers.get(chatId);
        if (sequencer != null) {
            sequencer.unfollow();
        }
    }

    /// Compares what is followed here with the store and fetches what was missed (C7).
    public Mono<Void> checkHeads() {
        return Mono.fromSupplier(this::followedHeads)
                .flatMapIterable(heads -> heads)
                .buffer(HEADS_PER_QUERY)
                .concatMap(this::checkSome)
                .then();
    }

    /// Lets go of conversations that nobody uses.
    void retireIdle() {
        Instant before = parts.clock().instant().minus(IDLE);
        sequencers.values().forEach(sequencer -> sequencer.retireIfIdle(before));
    }

    /// How many conversations are in hand.
    int inHand() {
        return sequencers.size();
    }

    /// The one that retired has left the table before it said so. Its place is free, so the bound is not asked again:
    /// nobody is there any more to be refused.
    private void followAnother(ChatId chatId, Head known) {
        sequencers.computeIfAbsent(chatId, this::sequencer).follow(known, () -> followAnother(chatId, known));
    }

    private Mono<AppendOutcome> tryAppend(ChatId chatId, Append append) {
        return inHand(chatId).map(sequencer -> sequencer.append(append)).orElseGet(() -> Mono.just(full()));
    }

    /// Empty when the table is full. Those who come at the same moment may exceed the bound by their number.
    private Optional<Sequencer> inHand(ChatId chatId) {
        if (sequencers.size() >= maxSequencers && !sequencers.containsKey(chatId)) {
            return Optional.empty();
        }
        return Optional.of(sequencers.computeIfAbsent(chatId, this::sequencer));
    }

    private Sequencer sequencer(ChatId chatId) {
        return new Sequencer(chatId, parts, retired -> sequencers.remove(chatId, retired));
    }

    private static AppendOutcome full() {
        return new AppendOutcome.Refused(ErrorCode.OVERLOADED, FULL, RETRY_AFTER_MS);
    }

    private static AppendOutcome late() {
        return new AppendOutcome.Refused(
                ErrorCode.OUTCOME_UNKNOWN,
                "The store does not say whether it was stored. Repeat it with the same id.",
                null);
    }

    private List<Head> followedHeads() {
        return sequencers.values().stream()
                .flatMap(sequencer -> sequencer.followedHead().stream())
                .toList();
    }

    private Mono<Void> checkSome(List<Head> heads) {
        List<Binary> nextKeys = heads.stream()
                .map(head -> EntryKey.of(head.chatId(), head.seq() + 1))
                .toList();
        return parts.store().existing(nextKeys).doOnNext(this::fetchMissed).then();
    }

    private void fetchMissed(List<StoredEntry> missed) {
        missed.forEach(entry -> exists(entry.entry().chatId(), entry.seq()));
    }

    private void exists(ChatId chatId, long seq) {
        Sequencer sequencer = sequencers.get(chatId);
        if (sequencer != null) {
            sequencer.exists(seq);
        }
    }

    /// The hint is right where the log has no key behind it; where it has, the log itself is asked.
    private Mono<List<Head>> headsOfSome(List<ChatId> chats) {
        return parts.hints().hints(chats).flatMap(hints -> verified(chats, hints));
    }

    private Mono<List<Head>> verified(List<ChatId> chats, List<HeadHints.Hint> hints) {
        Map<ChatId, Head> heads = new HashMap<>();
        hints.forEach(hint -> heads.put(hint.chatId(), new Head(hint.chatId(), hint.seq(), hint.ordinal())));
        List<Binary> nextKeys = chats.stream()
                .map(chatId -> heads.getOrDefault(chatId, new Head(chatId, 0, 0)))
                .map(head -> EntryKey.of(head.chatId(), head.seq() + 1))
                .toList();
        return parts.store()
                .existing(nextKeys)
                .flatMapIterable(ahead -> ahead)
                .concatMap(ahead -> parts.store().newest(ahead.entry().chatId()))
                .doOnNext(newest -> correct(heads, headOf(newest), newest.entry()))
                .then(Mono.fromSupplier(() -> List.copyOf(heads.values())));
    }

    private void correct(Map<ChatId, Head> heads, Head head, LogEntry newest) {
        Head hint = heads.put(head.chatId(), head);
        stale.found(newest, hint == null ? 0 : hint.seq());
    }

    private static Head headOf(StoredEntry stored) {
        return new Head(stored.entry().chatId(), stored.seq(), stored.entry().ordinal());
    }
}
