package chat.parley.identity;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.protocol.Limits;
import chat.parley.protocol.account.BlockBodies.BlockedBy;
import chat.parley.protocol.account.BlockBodies.Blocks;
import chat.parley.protocol.account.BlockBodies.BlocksAnswer;
import chat.parley.protocol.account.BlockBodies.BlocksRequest;
import chat.parley.protocol.error.ErrorCode;
import chat.parley.protocol.id.UserId;
import java.security.SecureRandom;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.reactive.server.WebTestClient;

final class BlocksTest {
    private static final String INTERNAL = "/internal/v1/blocks";

    private final IdentityUnderTest identity = IdentityUnderTest.shared();

    @Test
    void blocksAndUnblocksHoweverOften() {
        Visitor ada = identity.signIn("ada.blocks@example.org");
        Visitor bob = identity.signIn("bob.blocks@example.org");
        assertThat(mine(ada)).isEmpty();
        block(ada, id(bob)).expectStatus().isNoContent();
        block(ada, id(bob)).expectStatus().isNoContent();
        assertThat(mine(ada)).containsExactly(id(bob));
        assertThat(mine(bob)).isEmpty();
        unblock(ada, id(bob)).expectStatus().isNoContent();
        unblock(ada, id(bob)).expectStatus().isNoContent();
        assertThat(mine(ada)).isEmpty();
    }

    @Test
    void tellsServicesWhoBlockedWhom() {
        Visitor ada = identity.signIn("ada.services.blocks@example.org");
        Visitor bob = identity.signIn("bob.services.blocks@example.org");
        block(ada, id(bob)).expectStatus().isNoContent();
        BlocksAnswer answer = identity.post(
                        INTERNAL, IdentityUnderTest.SERVICE_TOKEN, new BlocksRequest(List.of(id(ada), id(bob))))
                .expectStatus()
                .isOk()
                .expectBody(BlocksAnswer.class)
                .returnResult()
                .getResponseBody();
        assertThat(Objects.requireNonNull(answer).blocks()).containsExactly(new BlockedBy(id(ada), List.of(id(bob))));
    }

    @Test
    void tellsNobodyElse() {
        Visitor ada = identity.signIn("curious.blocks@example.org");
        problem(
                identity.post(INTERNAL, ada.accessToken(), new BlocksRequest(List.of(id(ada)))),
                ErrorCode.UNAUTHENTICATED);
        problem(
                identity.post("/api/v1/blocks", ada.accessToken(), new BlocksRequest(List.of())),
                ErrorCode.METHOD_NOT_ALLOWED);
    }

    @Test
    void refusesWhomNobodyCanBlock() {
        Visitor ada = identity.signIn("odd.blocks@example.org");
        problem(block(ada, id(ada)), ErrorCode.UNPROCESSABLE);
        problem(block(ada, new UserId("0".repeat(24))), ErrorCode.NOT_FOUND);
        problem(identity.call(HttpMethod.PUT, "/api/v1/blocks/x", ada.accessToken()), ErrorCode.BAD_REQUEST);
    }

    @Test
    void blocksAThousandPeopleAndNoMore() {
        Visitor ada = identity.signIn("full.blocks@example.org");
        Visitor bob = identity.signIn("one.more.blocks@example.org");
        Visitor cy = identity.signIn("known.blocks@example.org");
        block(ada, id(cy)).expectStatus().isNoContent();
        identity.fillBlocks(id(ada), strangers(Limits.BLOCKS_PER_USER - 1));
        problem(block(ada, id(bob)), ErrorCode.UNPROCESSABLE);
        block(ada, id(cy)).expectStatus().isNoContent();
        assertThat(mine(ada)).hasSize(Limits.BLOCKS_PER_USER).contains(id(cy));
        unblock(ada, id(cy)).expectStatus().isNoContent();
        block(ada, id(bob)).expectStatus().isNoContent();
    }

    @Test
    void boundsHowOftenTheyChange() {
        Visitor ada = identity.signIn("often.blocks@example.org");
        UserId nobody = new UserId("0".repeat(24));
        for (int i = 0; i < 60; i++) {
            unblock(ada, nobody).expectStatus().isNoContent();
        }
        problem(unblock(ada, nobody), ErrorCode.RATE_LIMITED);
        problem(block(ada, nobody), ErrorCode.RATE_LIMITED);
    }

    private static List<UserId> strangers(int count) {
        SecureRandom random = new SecureRandom();
        return Stream.generate(() -> UserId.random(random)).limit(count).toList();
    }

    private List<UserId> mine(Visitor visitor) {
        return Objects.requireNonNull(identity.get("/api/v1/blocks", visitor.accessToken())
                        .expectStatus()
                        .isOk()
                        .expectBody(Blocks.class)
                        .returnResult()
                        .getResponseBody())
                .userIds();
    }

    private WebTestClient.ResponseSpec block(Visitor by, UserId whom) {
        return identity.call(HttpMethod.PUT, "/api/v1/blocks/" + whom, by.accessToken());
    }

    private WebTestClient.ResponseSpec unblock(Visitor by, UserId whom) {
        return identity.call(HttpMethod.DELETE, "/api/v1/blocks/" + whom, by.accessToken());
    }

    private static UserId id(Visitor visitor) {
        return visitor.signedIn().user().id();
    }

    private static void problem(WebTestClient.ResponseSpec answer, ErrorCode code) {
        answer.expectStatus()
                .isEqualTo(code.status())
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo(code.name());
    }
}
