package chat.parley.identity;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.protocol.account.AccountBodies.Me;
import chat.parley.protocol.error.ErrorCode;
import chat.parley.protocol.mail.CodePurpose;
import chat.parley.protocol.mail.NoticeKind;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.test.web.reactive.server.WebTestClient;

/// Another address for an account.
final class EmailChangeTest {
    private static final String CHANGE = "/api/v1/me/email";

    private final IdentityUnderTest identity = IdentityUnderTest.shared();

    @Test
    void movesTheAccountToTheNewAddressAndTellsTheOldOne() {
        Visitor phone = identity.signIn("move.old@example.org");
        Visitor here = identity.signIn("move.old@example.org");
        String code = ask(here, "Move.New@example.org");
        confirm(here, "move.new@example.org", code).expectStatus().isNoContent();
        identity.get("/api/v1/me", here.accessToken())
                .expectBody()
                .jsonPath("$.email")
                .isEqualTo("move.new@example.org");
        assertThat(identity.mailbox().notice("move.old@example.org", NoticeKind.EMAIL_CHANGED))
                .isNotNull();
        Refusals.expect(identity.get("/api/v1/me", phone.accessToken()), ErrorCode.UNAUTHENTICATED);
        Visitor again = identity.signIn("move.new@example.org");
        assertThat(again.signedIn().user().id())
                .isEqualTo(here.signedIn().user().id());
        Visitor stranger = identity.signIn("move.old@example.org");
        assertThat(stranger.signedIn().user().id())
                .isNotEqualTo(here.signedIn().user().id());
    }

    @Test
    void doesNotTellThatAnAddressIsTaken() {
        identity.signIn("taken.owner@example.org");
        Visitor eve = identity.signIn("taken.eve@example.org");
        byte @Nullable [] free = body(request(eve, "taken.nobody@example.org"));
        identity.forgetLimits();
        int before = identity.mailbox().count("taken.owner@example.org");
        byte @Nullable [] taken = body(request(eve, "taken.owner@example.org"));
        assertThat(taken).isEqualTo(free);
        String code = identity.mailbox().code("taken.owner@example.org", before + 1);
        Refusals.expect(confirm(eve, "taken.owner@example.org", code), ErrorCode.CODE_REFUSED);
        assertThat(me(eve).email()).isEqualTo("taken.eve@example.org");
    }

    @Test
    void takesOnlyTheCodeThatWentThereForThis() {
        Visitor eve = identity.signIn("only.eve@example.org");
        identity.forgetLimits();
        identity.askForCode("only.victim@example.org").expectStatus().isAccepted();
        String forSigningIn = identity.mailbox().code("only.victim@example.org", 1);
        Refusals.expect(confirm(eve, "only.victim@example.org", forSigningIn), ErrorCode.CODE_REFUSED);
        identity.forgetLimits();
        String code = ask(eve, "only.new@example.org");
        Refusals.expect(confirm(eve, "only.other@example.org", code), ErrorCode.CODE_REFUSED);
        Refusals.expect(identity.verify("only.new@example.org", code), ErrorCode.CODE_REFUSED);
        Visitor other = identity.signIn("only.other.eve@example.org");
        Refusals.expect(confirm(other, "only.new@example.org", code), ErrorCode.CODE_REFUSED);
        confirm(eve, "only.new@example.org", code).expectStatus().isNoContent();
    }

    @Test
    void refusesACodeThatIsTooOld() {
        Visitor visitor = identity.signIn("late.old@example.org");
        String code = ask(visitor, "late.new@example.org");
        identity.clock().advance(Duration.ofMinutes(5));
        Refusals.expect(confirm(visitor, "late.new@example.org", code), ErrorCode.CODE_REFUSED);
    }

    @Test
    void refusesWhatIsNoAddress() {
        Visitor visitor = identity.signIn("noaddress@example.org");
        Refusals.expect(request(visitor, "not an address"), ErrorCode.BAD_REQUEST);
        Refusals.expect(request(visitor, "x"), ErrorCode.BAD_REQUEST);
    }

    private String ask(Visitor visitor, String email) {
        request(visitor, email).expectStatus().isAccepted();
        String address = email.toLowerCase(Locale.ROOT);
        String code = identity.mailbox().code(address, 1);
        assertThat(identity.mailbox().last(address).purpose()).isEqualTo(CodePurpose.CONFIRM_EMAIL);
        return code;
    }

    private WebTestClient.ResponseSpec request(Visitor visitor, String email) {
        return identity.post(CHANGE, visitor.accessToken(), Map.of("email", email));
    }

    private WebTestClient.ResponseSpec confirm(Visitor visitor, String email, String code) {
        return identity.post(CHANGE + "/confirm", visitor.accessToken(), Map.of("email", email, "otp", code));
    }

    private Me me(Visitor visitor) {
        Me me = identity.get("/api/v1/me", visitor.accessToken())
                .expectBody(Me.class)
                .returnResult()
                .getResponseBody();
        return Objects.requireNonNull(me);
    }

    private static byte @Nullable [] body(WebTestClient.ResponseSpec answer) {
        return answer.expectStatus().isAccepted().expectBody().returnResult().getResponseBodyContent();
    }
}
