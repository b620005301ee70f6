package chat.parley.identity;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.protocol.account.LoadTestBodies.Account;
import chat.parley.protocol.account.LoadTestBodies.Accounts;
import chat.parley.protocol.account.LoadTestBodies.NewAccounts;
import chat.parley.teststores.PrivateRabbit;
import chat.parley.teststores.PrivateRedis;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.test.web.reactive.server.WebTestClient;

@ExtendWith(OutputCaptureExtension.class)
final class LoadTestAccountsTest {
    private static final String PATH = "/api/v1/load-test/accounts";

    @Test
    void isUnknownWithoutTheProfile() {
        IdentityUnderTest identity = IdentityUnderTest.shared();
        ask(identity, new NewAccounts(1, "x")).expectStatus().isNotFound();
        Visitor visitor = identity.signIn("load@example.org");
        identity.post(PATH, visitor.accessToken(), new NewAccounts(1, "x"))
                .expectStatus()
                .isNotFound();
    }

    @Test
    void givesAccountsThatAreSignedInAndWarnsOfIt(CapturedOutput output) throws Exception {
        try (IdentityUnderTest identity = IdentityUnderTest.on(
                PrivateRedis.shared().uri(), PrivateRabbit.shared().uri(), "--spring.profiles.active=load-test")) {
            assertThat(output).contains("THE PROFILE load-test IS ON");
            List<Account> accounts = accounts(ask(identity, new NewAccounts(30, "evening")));
            assertThat(accounts).hasSize(30).extracting(Account::userId).doesNotHaveDuplicates();
            assertSignedInAs(identity, accounts.get(7), "evening-7");
            assertThat(accounts(ask(identity, new NewAccounts(30, "evening"))))
                    .extracting(Account::userId)
                    .isEqualTo(accounts.stream().map(Account::userId).toList());
            refusesWhatIsTooMuch(identity);
        }
    }

    private static void refusesWhatIsTooMuch(IdentityUnderTest identity) {
        for (Map<String, Object> body : List.<Map<String, Object>>of(
                Map.of("count", 1_001, "prefix", "x"),
                Map.of("count", 0, "prefix", "x"),
                Map.of("count", 1, "prefix", "An Address@"),
                Map.of("count", 1))) {
            ask(identity, body).expectStatus().isBadRequest();
        }
    }

    private static void assertSignedInAs(IdentityUnderTest identity, Account account, String name) {
        identity.get("/api/v1/me", account.accessToken())
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.name")
                .isEqualTo(name)
                .jsonPath("$.id")
                .isEqualTo(account.userId().value());
    }

    private static WebTestClient.ResponseSpec ask(IdentityUnderTest identity, Object body) {
        return identity.http().post().uri(PATH).bodyValue(body).exchange();
    }

    private static List<Account> accounts(WebTestClient.ResponseSpec answer) {
        Accounts accounts = answer.expectStatus()
                .isOk()
                .expectBody(Accounts.class)
                .returnResult()
                .getResponseBody();
        return Objects.requireNonNull(accounts).accounts();
    }
}
