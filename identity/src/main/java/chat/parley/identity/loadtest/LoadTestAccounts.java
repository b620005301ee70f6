package chat.parley.identity.loadtest;

import chat.parley.identity.account.Account;
import chat.parley.identity.account.Accounts;
import chat.parley.identity.account.EmailAddress;
import chat.parley.identity.session.Grant;
import chat.parley.identity.session.Sessions;
import chat.parley.identity.token.TokenIssuer;
import chat.parley.protocol.account.LoadTestBodies;
import chat.parley.protocol.account.LoadTestBodies.NewAccounts;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Opens accounts and sessions in the real stores, as signing in does, but for the code.
@Profile(LoadTestPath.PROFILE)
@Service
class LoadTestAccounts {
    private static final Logger LOG = LoggerFactory.getLogger(LoadTestAccounts.class);
    /// Nobody refreshes them, and a test may run for a night.
    private static final Duration TOKEN_LIFE = Duration.ofHours(12);

    private static final int AT_ONCE = 16;

    private final Accounts accounts;
    private final Sessions sessions;
    private final TokenIssuer issuer;

    LoadTestAccounts(Accounts accounts, Sessions sessions, TokenIssuer issuer) {
        this.accounts = accounts;
        this.sessions = sessions;
        this.issuer = issuer;
        LOG.warn(
                "THE PROFILE {} IS ON: whoever reaches {} is given accounts without a code. Never where people are.",
                LoadTestPath.PROFILE,
                LoadTestPath.PATH);
    }

    Mono<LoadTestBodies.Accounts> signIn(NewAccounts request) {
        return Flux.range(0, request.count())
                .flatMapSequential(number -> signIn(request.prefix() + "-" + number), AT_ONCE)
                .collectList()
                .map(LoadTestBodies.Accounts::new);
    }

    private Mono<LoadTestBodies.Account> signIn(String name) {
        return accounts.open(EmailAddress.parse(name + "@load-test.invalid"))
                .flatMap(account -> named(account, name))
                .flatMap(account -> sessions.open(account.id(), "a load test"))
                .map(this::account);
    }

    private Mono<Account> named(Account account, String name) {
        return account.name().equals(name) ? Mono.just(account) : accounts.rename(account.id(), name);
    }

    private LoadTestBodies.Account account(Grant grant) {
        String token = issuer.issue(grant.userId(), grant.sessionId(), TOKEN_LIFE);
        return new LoadTestBodies.Account(grant.userId(), token);
    }
}
