package chat.parley.messaging.block;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.messaging.conversation.KnownPeople;
import chat.parley.messaging.live.TestNode;
import chat.parley.messaging.person.TestIdentity;
import chat.parley.protocol.id.UserId;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class BlocksTest {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final KnownPeople identity = new KnownPeople();
    private final AtomicLong now = new AtomicLong();
    private final Blocks blocks = new Blocks(TestIdentity.at(identity.uri()), now::get);
    private final UserId ada = TestNode.user();
    private final UserId bob = TestNode.user();

    @AfterEach
    void end() {
        identity.close();
    }

    @Test
    void oneOfTwoIsEnoughAndItConcernsBoth() {
        identity.block(ada, bob);
        learn(List.of(ada, bob));
        assertThat(blocks.apart(ada, bob)).isTrue();
        assertThat(blocks.apart(bob, ada)).isTrue();
        assertThat(blocks.apart(ada, TestNode.user())).isFalse();
    }

    @Test
    void whatIsKnownIsNotAskedAgain() {
        learn(List.of(ada, bob));
        assertThat(blocks.isKnown(List.of(ada, bob))).isTrue();
        int before = identity.blockQuestions();
        learn(List.of(bob, ada, bob));
        assertThat(identity.blockQuestions()).isEqualTo(before);
    }

    @Test
    void manyAreAskedForInBatches() {
        List<UserId> crowd = Stream.generate(TestNode::user).limit(120).toList();
        learn(crowd);
        assertThat(blocks.isKnown(crowd)).isTrue();
        assertThat(identity.blockQuestions()).isEqualTo(3);
    }

    @Test
    void whatIsHeardToHaveChangedCountsUntilThereIsAnAnswerButIsAskedAgain() {
        identity.block(ada, bob);
        learn(List.of(ada));
        identity.unblock(ada, bob);
        pass(Duration.ofMillis(1));
        blocks.doubt(ada);
        assertThat(blocks.isKnown(List.of(ada))).isFalse();
        assertThat(blocks.apart(ada, bob)).isTrue();
        pass(Duration.ofMillis(1));
        learn(List.of(ada));
        assertThat(blocks.isKnown(List.of(ada))).isTrue();
        assertThat(blocks.apart(ada, bob)).isFalse();
    }

    @Test
    void anAnswerFromBeforeTheChangeIsDoubted() {
        KnownBlocks known = new KnownBlocks(now::get);
        long asked = now.get();
        pass(Duration.ofMillis(1));
        known.doubt(ada);
        known.keep(ada, java.util.Set.of(), asked);
        assertThat(known.isCertain(ada)).isFalse();
        pass(Duration.ofMillis(1));
        known.keep(ada, java.util.Set.of(bob), now.get());
        assertThat(known.isCertain(ada)).isTrue();
        known.keep(ada, java.util.Set.of(), asked);
        assertThat(known.of(ada)).containsExactly(bob);
    }

    @Test
    void afterAnInterruptionEverythingIsAskedAgain() {
        learn(List.of(ada, bob));
        pass(Duration.ofMillis(1));
        blocks.doubtAll();
        assertThat(blocks.isKnown(List.of(ada))).isFalse();
        learn(List.of(ada, bob));
        assertThat(blocks.isKnown(List.of(ada, bob))).isTrue();
    }

    @Test
    void whatIsOldCountsAndIsAskedForBehindTheScenes() {
        learn(List.of(ada, bob));
        identity.block(ada, bob);
        pass(Blocks.FRESH);
        assertThat(blocks.isKnown(List.of(ada, bob))).isTrue();
        assertThat(blocks.apart(ada, bob)).isFalse();
        blocks.askForExpected().block(PATIENCE);
        assertThat(blocks.apart(ada, bob)).isTrue();
    }

    @Test
    void withoutIdentityTheLastAnswerCountsAndNobodyWaitsForAWhile() {
        identity.block(ada, bob);
        learn(List.of(ada));
        identity.away(true);
        learn(List.of(bob));
        assertThat(blocks.isKnown(List.of(bob))).isFalse();
        assertThat(blocks.apart(ada, bob)).isTrue();
        identity.away(false);
        learn(List.of(bob));
        assertThat(blocks.isKnown(List.of(bob))).isFalse();
        pass(Blocks.PAUSE);
        learn(List.of(bob));
        assertThat(blocks.isKnown(List.of(bob))).isTrue();
    }

    private void learn(Collection<UserId> people) {
        blocks.learn(people).block(PATIENCE);
    }

    private void pass(Duration time) {
        now.addAndGet(time.toNanos());
    }
}
