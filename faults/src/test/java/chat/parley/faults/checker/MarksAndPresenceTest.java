package chat.parley.faults.checker;

import chat.parley.faults.history.Act;
import chat.parley.faults.history.Outcome;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// What may be wrong with receipts, presence and liveness.
final class MarksAndPresenceTest {
    private static final String ANNA = "anna/phone#1";
    private static final String BERT = "bert/phone#1";

    private final Story story = new Story();

    @Test
    void aMarkNeverGoesBack() {
        threeMessages().at(BERT, Act.MARK_READ, 3).sawMark(ANNA, Act.SAW_READ, "bert", 3);
        story.sawMark(ANNA, Act.SAW_READ, "bert", 2);
        Expect.only(Anomaly.READ_REGRESSED, story);
    }

    @Test
    void aMarkThatIsLowerForOneObserverWhenHeadsRestWentBack() {
        threeMessages().at(BERT, Act.MARK_READ, 3).sawMark(ANNA, Act.SAW_READ, "bert", 3);
        story.is("suite", Act.REST, Outcome.OK).sawMark("carl/web", Act.SAW_READ, "bert", 1);
        Expect.only(Anomaly.READ_REGRESSED, story);
    }

    @Test
    void observersMayLagBehindEachOtherUntilThen() {
        threeMessages().at(BERT, Act.MARK_READ, 3).sawMark(ANNA, Act.SAW_READ, "bert", 3);
        story.sawMark("carl/web", Act.SAW_READ, "bert", 1).sawMark(ANNA, Act.SAW_DELIVERED, "bert", 2);
        Expect.clean(story);
    }

    @Test
    void aMarkThatNobodyReportedIsAPhantom() {
        threeMessages().at(BERT, Act.MARK_READ, 2).sawMark(ANNA, Act.SAW_READ, "bert", 3);
        Expect.only(Anomaly.READ_PHANTOM, story);
    }

    @Test
    void deliveryIsNotReading() {
        threeMessages().at(BERT, Act.MARK_DELIVERED, 2).sawMark(ANNA, Act.SAW_READ, "bert", 2);
        Expect.only(Anomaly.READ_PHANTOM, story);
    }

    @Test
    void aMarkNeverPassesTheHead() {
        threeMessages().at(BERT, Act.MARK_READ, 9).sawMark(ANNA, Act.SAW_READ, "bert", 9);
        Expect.only(Anomaly.READ_PHANTOM, story);
    }

    @Test
    void sendingJoiningAndReadingOnAnotherDeviceMoveOnesMarks() {
        threeMessages().sawMark(BERT, Act.SAW_READ, "anna", 3).at("bert/web#1", Act.MARK_READ, 2);
        story.sawMark(ANNA, Act.SAW_READ, "bert", 2).at("anna", Act.JOINED, 1).at("bert", Act.JOINED, 1);
        story.at("carl", Act.JOINED, 3).sawMark(ANNA, Act.SAW_READ, "carl", 3);
        Expect.clean(story);
    }

    @Test
    void aConnectedPersonIsNotShownOfflineForLong() {
        connected().presence(BERT, "anna", false).wait(Duration.ofSeconds(6));
        Expect.only(Anomaly.PRESENCE_DIVERGENCE, rests());
    }

    @Test
    void aPersonWhoLeftIsNotShownOnlineForLong() {
        connected().presence(BERT, "anna", true).is(ANNA, Act.DISCONNECT, Outcome.OK);
        story.wait(Duration.ofSeconds(6)).presence(BERT, "anna", false);
        Expect.only(Anomaly.PRESENCE_DIVERGENCE, rests());
    }

    @Test
    void aCrashIsNoticedAfterTheLease() {
        connected().presence(BERT, "anna", true).is(ANNA, Act.DISCONNECT, Outcome.INFO);
        story.wait(Duration.ofSeconds(44)).presence(BERT, "anna", false);
        Expect.clean(rests());
    }

    @Test
    void aCrashThatIsNeverNoticedIsFound() {
        connected().presence(BERT, "anna", true).is(ANNA, Act.DISCONNECT, Outcome.INFO);
        story.wait(Duration.ofSeconds(46));
        Expect.only(Anomaly.PRESENCE_DIVERGENCE, rests());
    }

    @Test
    void anotherDeviceKeepsAPersonOnline() {
        connected().presence(BERT, "anna", true).is("anna/web#1", Act.CONNECT, Outcome.OK);
        story.is(ANNA, Act.DISCONNECT, Outcome.OK).wait(Duration.ofMinutes(1));
        Expect.clean(rests());
    }

    @Test
    void aFaultExcusesWrongDotsUntilSomeTimeAfterTheHeal() {
        connected().is("suite", Act.FAULT, Outcome.OK).presence(BERT, "anna", false);
        story.wait(Duration.ofMinutes(2)).is("suite", Act.HEAL, Outcome.OK).wait(Duration.ofSeconds(44));
        Expect.clean(story.presence(BERT, "anna", true));
        story.presence(BERT, "anna", false).wait(Duration.ofSeconds(10));
        Expect.only(Anomaly.PRESENCE_DIVERGENCE, rests());
    }

    @Test
    void sendingWorksAgainSoonAfterAHeal() {
        story.is("suite", Act.HEAL, Outcome.OK).sending(ANNA, "m1");
        Expect.clean(story.wait(Duration.ofSeconds(19)).acked(ANNA, "m1", 1).audit("m1"));
    }

    @Test
    void sendingThatWorksLateAfterAHealIsFound() {
        story.is("suite", Act.HEAL, Outcome.OK).sending(ANNA, "m1");
        Expect.only(
                Anomaly.LIVENESS,
                story.wait(Duration.ofSeconds(21)).acked(ANNA, "m1", 1).audit("m1"));
    }

    @Test
    void sendingThatNeverWorksAfterAHealIsFound() {
        story.is("suite", Act.HEAL, Outcome.OK).sending(ANNA, "m1").ends(ANNA, "m1", Outcome.FAIL);
        Expect.only(Anomaly.LIVENESS, story);
    }

    private Story threeMessages() {
        story.sent(ANNA, "m1", 1).sent(ANNA, "m2", 2).sent(ANNA, "m3", 3);
        return story.audit("m1", "m2", "m3");
    }

    private Story connected() {
        return story.is(ANNA, Act.CONNECT, Outcome.OK)
                .is(BERT, Act.CONNECT, Outcome.OK)
                .wait(Duration.ofSeconds(10));
    }

    private Story rests() {
        return story.is("suite", Act.REST, Outcome.OK);
    }
}
