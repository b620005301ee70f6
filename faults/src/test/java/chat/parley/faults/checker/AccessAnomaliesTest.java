package chat.parley.faults.checker;

import chat.parley.faults.history.Act;
import chat.parley.faults.history.Event;
import chat.parley.faults.history.Outcome;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// What may be wrong with who may do and see what, and with code mails.
final class AccessAnomaliesTest {
    private static final String ANNA = "anna/phone#1";
    private static final String BERT = "bert/phone#1";
    private static final String CARL = "carl/phone#1";

    private final Story story = new Story();

    @Test
    void whoJoinsLateSeesOnlyWhatFollows() {
        group().recv(CARL, 2, "m2");
        Expect.only(Anomaly.UNAUTHORISED_RECV, ended());
    }

    @Test
    void whoJoinsLateIsOwedOnlyWhatFollows() {
        group().at(CARL, Act.RESUME, 0).recv(CARL, 3, Story.NOTICE).recv(CARL, 4, "m4");
        Expect.clean(ended().finalRead("carl/web", 3, Story.NOTICE, "m4", Story.NOTICE, "m6"));
    }

    @Test
    void whoWasRemovedMayStillBeShownSomethingForTwoSeconds() {
        group().recv(BERT, 4, "m4").recv(BERT, 5, Story.NOTICE).recv(BERT, 6, "m6");
        Expect.clean(ended());
    }

    @Test
    void whoWasRemovedIsShownNothingLater() {
        group().wait(Duration.ofSeconds(3)).recv(BERT, 6, "m6");
        Expect.only(Anomaly.UNAUTHORISED_RECV, ended());
    }

    @Test
    void whoWasRemovedReadsNothingNewAtOnce() {
        group().add(Event.of("bert/web", Act.READ, Outcome.INVOKE).in("c")).fetched("bert/web", 6, "m6");
        Expect.only(Anomaly.UNAUTHORISED_RECV, ended());
    }

    @Test
    void aStrangerSeesNothing() {
        group().recv("dora/phone#1", 4, "m4");
        Expect.only(Anomaly.UNAUTHORISED_RECV, ended());
    }

    @Test
    void whoWasRemovedSendsNothing() {
        story.at("anna", Act.JOINED, 1).at("bert", Act.JOINED, 1).at("bert", Act.REMOVED, 2);
        story.sent(BERT, "m3", 3).audit(Story.NOTICE, Story.NOTICE, "m3");
        Expect.only(Anomaly.REVOKED_USE, story);
    }

    @Test
    void whoReturnsIsNotOwedTheTimeBetween() {
        story.at("anna", Act.JOINED, 1).at("bert", Act.JOINED, 1).recv(BERT, 1, Story.NOTICE);
        story.at("bert", Act.REMOVED, 2).sent(ANNA, "m3", 3).at("bert", Act.JOINED, 4);
        story.recv(BERT, 4, Story.NOTICE).is("suite", Act.REST, Outcome.OK);
        Expect.clean(
                story.audit(Story.NOTICE, Story.NOTICE, "m3", Story.NOTICE).finalRead("bert/web", 4, Story.NOTICE));
    }

    @Test
    void aRevokedSessionIsRefusedOverHttpAfterASecond() {
        story.is("anna/web", Act.REVOKE, Outcome.OK).wait(Duration.ofSeconds(2)).sent("anna/web", "m1", 1);
        Expect.only(Anomaly.REVOKED_USE, story.audit("m1"));
    }

    @Test
    void aRevokedSessionMayUseItsSocketForFiveSeconds() {
        story.is("anna/phone", Act.REVOKE, Outcome.OK)
                .wait(Duration.ofSeconds(4))
                .sent(ANNA, "m1", 1);
        Expect.clean(story.audit("m1"));
    }

    @Test
    void aRevokedSessionDoesNotConnectAgainUntilItsNextLogin() {
        story.is("anna/phone", Act.REVOKE, Outcome.OK).wait(Duration.ofSeconds(2));
        story.is("anna/phone", Act.LOGIN, Outcome.OK).is(ANNA, Act.CONNECT, Outcome.OK);
        Expect.clean(story);
        story.is("anna/phone", Act.REVOKE, Outcome.OK).wait(Duration.ofSeconds(2));
        Expect.only(Anomaly.REVOKED_USE, story.is("anna/phone#2", Act.CONNECT, Outcome.OK));
    }

    @Test
    void aRefreshTokenWorksOnce() {
        Event refresh = Event.of("anna/web", Act.REFRESH, Outcome.OK);
        story.add(refresh.message("", "t1")).add(refresh.message("", "t2"));
        Expect.clean(story);
        Expect.only(Anomaly.REVOKED_USE, story.add(refresh.message("", "t1")));
    }

    @Test
    void anAcceptedRequestHasAMail() {
        Expect.only(Anomaly.MAIL_LEDGER, accepted());
    }

    @Test
    void aMailInTimeOrAnExpiryOnRecordSettlesARequest() {
        Expect.clean(accepted().add(mail("123")).add(mail("123")));
        story.add(Event.of("suite", Act.CODE_REQUEST, Outcome.INVOKE).at("b@x", 0));
        story.add(Event.of("suite", Act.CODE_REQUEST, Outcome.OK).at("b@x", 60));
        Expect.clean(
                story.add(Event.of("notifier", Act.MAIL_EXPIRED, Outcome.OK).at("b@x", 0)));
    }

    @Test
    void aLateMailIsFound() {
        Expect.only(Anomaly.MAIL_LEDGER, accepted().wait(Duration.ofSeconds(62)).add(mail("123")));
    }

    @Test
    void aRepeatedMailWithAnotherCodeIsFound() {
        Expect.only(Anomaly.MAIL_LEDGER, accepted().add(mail("123")).add(mail("456")));
    }

    @Test
    void aMailForARefusedRequestIsFound() {
        story.add(request(Outcome.INVOKE)).add(request(Outcome.FAIL)).add(mail("123"));
        Expect.only(Anomaly.MAIL_LEDGER, story);
    }

    @Test
    void aMailForAnUnknownRequestIsFine() {
        story.add(request(Outcome.INVOKE)).add(request(Outcome.INFO)).add(mail("123"));
        Expect.clean(story);
    }

    /// 1 created with anna and bert, 2 a message, 3 carl joins, 4 a message, 5 bert is removed, 6 a message.
    private Story group() {
        story.at("anna", Act.JOINED, 1).at("bert", Act.JOINED, 1);
        story.sent(ANNA, "m2", 2).at("carl", Act.JOINED, 3).sent(ANNA, "m4", 4);
        return story.at("bert", Act.REMOVED, 5).sent(ANNA, "m6", 6);
    }

    private Story ended() {
        String[] log = {Story.NOTICE, "m2", Story.NOTICE, "m4", Story.NOTICE, "m6"};
        return story.audit(log).finalRead("anna/web", 1, log);
    }

    private Story accepted() {
        return story.add(request(Outcome.INVOKE)).add(request(Outcome.OK));
    }

    private static Event request(Outcome outcome) {
        return Event.of("suite", Act.CODE_REQUEST, outcome).at("a@x", outcome == Outcome.OK ? 60 : 0);
    }

    private static Event mail(String code) {
        return Event.of("smtp", Act.MAIL, Outcome.OK).at("a@x", 0).message("", code);
    }
}
