package chat.parley.faults.checker;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.faults.history.Act;
import chat.parley.faults.history.Event;
import chat.parley.faults.history.Outcome;
import org.junit.jupiter.api.Test;

/// What may be wrong with the log itself.
final class LogAnomaliesTest {
    private static final String ANNA = "anna/phone#1";
    private static final String BERT = "bert/phone#1";

    private final Story story = new Story();

    @Test
    void anAcknowledgedMessageThatNobodyHasIsLost() {
        story.sent(ANNA, "m1", 1).sent(ANNA, "m2", 2).audit("m1");
        finds(Anomaly.LOST_ACK);
        assertThat(story.verdict().counts()).isEqualTo(new Counts(2, 2, 0, 1, 0, 0));
    }

    @Test
    void anAcknowledgedMessageThatNobodyLookedForIsLost() {
        story.sent(ANNA, "m1", 1);
        finds(Anomaly.LOST_ACK);
    }

    @Test
    void aReadThatDidNotEndDoesNotProveThatThereIsNothing() {
        story.sent(ANNA, "m1", 1).audit("m1").is("bert/web", Act.FINAL_READ, Outcome.INVOKE);
        story.add(Event.of("bert/web", Act.FINAL_READ, Outcome.INFO).in("c"));
        isClean();
    }

    @Test
    void aMessageThatNobodySentIsAPhantom() {
        story.sent(ANNA, "m1", 1).audit("m1", "m2");
        finds(Anomaly.PHANTOM);
    }

    @Test
    void aMessageWithOtherContentThanSentIsAPhantom() {
        story.sending(ANNA, "m1", "other").acked(ANNA, "m1", 1).audit("m1");
        finds(Anomaly.PHANTOM);
    }

    @Test
    void aMessageThatWasShownButIsNotStoredIsAPhantom() {
        story.sending(ANNA, "m1")
                .recv(BERT, 1, "m1")
                .ends(ANNA, "m1", Outcome.INFO)
                .audit();
        finds(Anomaly.PHANTOM);
    }

    @Test
    void aNoticeIsNoPhantom() {
        story.sent(ANNA, "m1", 2).audit(Story.NOTICE, "m1");
        isClean();
    }

    @Test
    void aRefusedMessageMustNotBeStored() {
        story.sending(ANNA, "m1").ends(ANNA, "m1", Outcome.FAIL).audit("m1");
        finds(Anomaly.REJECTED_BUT_STORED);
        assertThat(story.verdict().counts().unexpected()).isEqualTo(1);
    }

    @Test
    void aRefusedMessageMustNotBeShown() {
        story.sending(ANNA, "m1")
                .ends(ANNA, "m1", Outcome.FAIL)
                .recv(BERT, 1, "m1")
                .audit();
        finds(Anomaly.REJECTED_BUT_STORED);
    }

    @Test
    void aRefusedMessageThatIsNowhereIsFine() {
        story.sending(ANNA, "m1").ends(ANNA, "m1", Outcome.FAIL).audit();
        isClean();
    }

    @Test
    void aMessageWhoseRepeatWasRefusedMayBeStored() {
        story.sending(ANNA, "m1").ends(ANNA, "m1", Outcome.INFO);
        story.sending(ANNA, "m1").ends(ANNA, "m1", Outcome.FAIL).audit("m1");
        isClean();
    }

    @Test
    void theSameIdWithOtherContentIsRefusedAndTheFirstStays() {
        story.sent(ANNA, "m1", 1).sending(ANNA, "m1", "other").ends(ANNA, "m1", Outcome.FAIL);
        story.audit("m1");
        isClean();
    }

    @Test
    void anUnknownMessageMayBeThereOrNot() {
        story.sending(ANNA, "m1").ends(ANNA, "m1", Outcome.INFO);
        story.sending(BERT, "m2").ends(BERT, "m2", Outcome.INFO);
        story.sending(BERT, "m3").audit("m1");
        isClean();
        assertThat(story.verdict().counts()).isEqualTo(new Counts(3, 0, 1, 0, 0, 0));
    }

    @Test
    void aMessageThatIsThereTwiceIsADuplicate() {
        story.sending(ANNA, "m1").ends(ANNA, "m1", Outcome.INFO).sent("anna/phone#2", "m1", 2);
        story.audit("m1", "m1").finalRead("anna/web", 1, "m1", "m1");
        finds(Anomaly.DUPLICATE);
        assertThat(story.verdict().counts().duplicated()).isEqualTo(1);
    }

    @Test
    void aMessageThatWasAcknowledgedTwiceAndIsThereTwiceIsADuplicate() {
        story.sent(ANNA, "m1", 1).sent(BERT, "m2", 2).sent("anna/web", "m1", 3);
        story.audit("m1", "m2", "m1");
        finds(Anomaly.DUPLICATE);
    }

    @Test
    void repeatsAreAnsweredAlike() {
        story.sending(ANNA, "m1").ends(ANNA, "m1", Outcome.INFO);
        story.sent("anna/phone#2", "m1", 1).sent("anna/web", "m1", 1).audit("m1");
        isClean();
    }

    @Test
    void repeatsThatAreAnsweredDifferentlyAreFound() {
        story.sent(ANNA, "m1", 1).sent(ANNA, "m1", 7).audit("m1");
        finds(Anomaly.RETRY_NOT_IDEMPOTENT);
    }

    @Test
    void theSameIdWithOtherContentMustNotBeAcknowledged() {
        story.sent(ANNA, "m1", 1).sending(ANNA, "m1", "other").acked(ANNA, "m1", 1);
        story.audit("m1");
        finds(Anomaly.RETRY_NOT_IDEMPOTENT);
    }

    @Test
    void twoMessagesWithOneSeqAreFoundInAView() {
        story.sending(ANNA, "m1").sending(BERT, "m2").acked(ANNA, "m1", 1).acked(BERT, "m2", 1);
        story.entry("store", Act.STORE_AUDIT, 1, "m1").entry("store", Act.STORE_AUDIT, 1, "m2");
        story.add(Event.of("store", Act.STORE_AUDIT, Outcome.OK).in("c"));
        finds(Anomaly.DUPLICATE_SEQ);
    }

    @Test
    void aSeqThatNobodyHasIsAHole() {
        story.sent(ANNA, "m1", 1).sent(ANNA, "m3", 3);
        story.entry("store", Act.STORE_AUDIT, 1, "m1").entry("store", Act.STORE_AUDIT, 3, "m3");
        story.add(Event.of("store", Act.STORE_AUDIT, Outcome.OK).in("c"));
        finds(Anomaly.SEQ_HOLE);
    }

    @Test
    void aMessageIsAcknowledgedUnderTheSeqThatTheLogHas() {
        story.sent(ANNA, "m1", 2).sending(BERT, "m2").ends(BERT, "m2", Outcome.INFO);
        story.audit("m1", "m2");
        finds(Anomaly.INCONSISTENT_OFFSET);
    }

    @Test
    void aMessageIsShownUnderTheSeqThatTheLogHas() {
        story.sent(ANNA, "m1", 1).sent(ANNA, "m2", 2).recv(BERT, 1, "m2").audit("m1", "m2");
        finds(Anomaly.INCONSISTENT_OFFSET);
    }

    @Test
    void membersWhoseLogsDifferInOrderDisagree() {
        story.sending(ANNA, "m1").sending(BERT, "m2").acked(ANNA, "m1", 1).acked(BERT, "m2", 2);
        story.finalRead("anna/web", 1, "m1", "m2").finalRead("bert/web", 1, "m2", "m1");
        finds(Anomaly.MEMBERS_DISAGREE);
    }

    @Test
    void aMemberWhoLacksTheNewestMessageDisagrees() {
        story.sent(ANNA, "m1", 1).sent(ANNA, "m2", 2);
        story.finalRead("anna/web", 1, "m1", "m2").finalRead("bert/web", 1, "m1");
        finds(Anomaly.MEMBERS_DISAGREE);
    }

    @Test
    void anUnknownMessageThatLandsBetweenTwoReadsIsFine() {
        story.sent(ANNA, "m1", 1).sending(ANNA, "m2").ends(ANNA, "m2", Outcome.INFO);
        story.finalRead("anna/web", 1, "m1").finalRead("bert/web", 1, "m1", "m2");
        isClean();
    }

    @Test
    void aSendThatBeganAfterAnotherWasAcknowledgedComesAfterIt() {
        story.sent(ANNA, "m1", 2).sent(BERT, "m2", 1).audit("m2", "m1");
        finds(Anomaly.REAL_TIME_ORDER);
    }

    @Test
    void sendsAtTheSameTimeMayTakeEitherOrder() {
        story.sending(ANNA, "m1").sending(BERT, "m2").acked(ANNA, "m1", 2).acked(BERT, "m2", 1);
        story.audit("m2", "m1");
        isClean();
    }

    @Test
    void anUnknownSendThatLandedCountsFromItsFirstTry() {
        story.sending(ANNA, "m1").sent(BERT, "m2", 2).ends(ANNA, "m1", Outcome.INFO);
        story.sent(ANNA, "m1", 1).audit("m1", "m2");
        isClean();
    }

    @Test
    void sendsPipelinedOnOneConnectionKeepTheirOrder() {
        story.sending(ANNA, "m1").sending(ANNA, "m2").acked(ANNA, "m2", 1).acked(ANNA, "m1", 2);
        story.audit("m2", "m1");
        finds(Anomaly.REAL_TIME_ORDER);
    }

    private void finds(Anomaly anomaly) {
        Expect.only(anomaly, story);
    }

    private void isClean() {
        Expect.clean(story);
    }
}
