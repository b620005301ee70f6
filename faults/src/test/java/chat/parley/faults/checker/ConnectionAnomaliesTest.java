package chat.parley.faults.checker;

import chat.parley.faults.history.Act;
import chat.parley.faults.history.Outcome;
import org.junit.jupiter.api.Test;

/// What may be wrong with what a connection is shown.
final class ConnectionAnomaliesTest {
    private static final String ANNA = "anna/phone#1";
    private static final String BERT = "bert/phone#1";

    private final Story story = new Story()
            .sent(ANNA, "m1", 1)
            .sent(ANNA, "m2", 2)
            .sent(ANNA, "m3", 3)
            .sent(ANNA, "m4", 4);

    @Test
    void aJumpIsASkip() {
        story.recv(BERT, 1, "m1").recv(BERT, 4, "m4");
        Expect.only(Anomaly.RECV_SKIP, ended());
    }

    @Test
    void aJumpOverWhatWasFetchedBeforeIsNone() {
        story.recv(BERT, 1, "m1").fetched(BERT, 2, "m2").fetched(BERT, 3, "m3").recv(BERT, 4, "m4");
        Expect.clean(ended());
    }

    @Test
    void aJumpOverWhatAnotherConnectionFetchedIsASkip() {
        story.recv(BERT, 1, "m1").fetched("bert/web", 2, "m2").fetched("bert/web", 3, "m3");
        story.recv(BERT, 4, "m4");
        Expect.only(Anomaly.RECV_SKIP, ended());
    }

    @Test
    void fetchingTheGapAfterwardsIsTooLate() {
        story.recv(BERT, 1, "m1").recv(BERT, 3, "m3").fetched(BERT, 2, "m2").recv(BERT, 4, "m4");
        Expect.only(Anomaly.RECV_SKIP, ended());
    }

    @Test
    void aResumedConnectionGoesOnAfterItsCursor() {
        story.recv(BERT, 1, "m1").is(BERT, Act.DISCONNECT, Outcome.INFO);
        story.at("bert/phone#2", Act.RESUME, 1).recv("bert/phone#2", 3, "m3");
        story.recv("bert/phone#2", 4, "m4");
        Expect.only(Anomaly.RECV_SKIP, ended());
    }

    @Test
    void aResumeThatIsSplicedIsFine() {
        story.recv(BERT, 1, "m1").is(BERT, Act.DISCONNECT, Outcome.INFO);
        story.at("bert/phone#2", Act.RESUME, 1);
        story.fetched("bert/phone#2", 2, "m2").fetched("bert/phone#2", 3, "m3");
        story.recv("bert/phone#2", 2, "m2").recv("bert/phone#2", 3, "m3").recv("bert/phone#2", 4, "m4");
        Expect.clean(ended());
    }

    @Test
    void aJumpAfterAResyncIsFineAndSoIsShowingAgain() {
        story.recv(BERT, 1, "m1").recv(BERT, 2, "m2").at(BERT, Act.RESYNC, 0);
        story.recv(BERT, 4, "m4").at(BERT, Act.RESYNC, 0).recv(BERT, 2, "m2");
        story.recv(BERT, 3, "m3").recv(BERT, 4, "m4");
        Expect.clean(ended());
    }

    @Test
    void whoIsConnectedWhenHeadsRestHasTheLastEntry() {
        story.recv(BERT, 1, "m1").recv(BERT, 2, "m2").recv(BERT, 3, "m3");
        Expect.only(Anomaly.RECV_SKIP, ended());
    }

    @Test
    void whoIsGoneWhenHeadsRestIsOwedNothing() {
        story.recv(BERT, 1, "m1").is(BERT, Act.DISCONNECT, Outcome.OK);
        Expect.clean(ended());
    }

    @Test
    void anOlderEntryAfterANewerOneIsOutOfOrder() {
        story.recv(BERT, 3, "m3").recv(BERT, 4, "m4").recv(BERT, 2, "m2");
        Expect.only(Anomaly.NON_MONOTONIC_RECV, ended());
    }

    @Test
    void anEntryTwiceOnAConnectionIsVisible() {
        story.recv(BERT, 3, "m3").recv(BERT, 4, "m4").recv(BERT, 4, "m4");
        Expect.only(Anomaly.VISIBLE_DUPLICATE, ended());
    }

    @Test
    void anEntryTwiceOnADeviceIsVisible() {
        story.recv(BERT, 3, "m3").recv(BERT, 4, "m4").recv("bert/phone#2", 4, "m4");
        Expect.only(Anomaly.VISIBLE_DUPLICATE, ended());
    }

    @Test
    void twoDevicesShowTheSameEntryEach() {
        story.recv(BERT, 3, "m3").recv("bert/web#1", 3, "m3").recv(BERT, 4, "m4");
        story.recv("bert/web#1", 4, "m4");
        Expect.clean(ended());
    }

    private Story ended() {
        return story.is("suite", Act.REST, Outcome.OK).audit("m1", "m2", "m3", "m4");
    }
}
