package chat.parley.cli.account;

import chat.parley.cli.Refusal;
import chat.parley.cli.http.Answered;
import chat.parley.cli.http.Api;
import chat.parley.protocol.account.AccountBodies.SignedIn;
import chat.parley.protocol.error.ErrorCode;
import chat.parley.protocol.id.UserId;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Predicate;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/// Whoever is signed in, with an access token that is always good. Several processes may share the file.
public final class Account {
    private static final Duration EARLY = Duration.ofSeconds(30);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final AccountFile file;
    private final Api api;
    private final InstantSource clock;
    private final SavedAccount first;

    private Account(AccountFile file, SavedAccount saved, Api api, InstantSource clock) {
        this.file = file;
        this.first = saved;
        this.api = api;
        this.clock = clock;
    }

    /// The account in this file; a [Refusal] when nobody is signed in.
    public static Account in(AccountFile file, InstantSource clock) {
        SavedAccount saved = file.read().orElseThrow(Account::nobody);
        return new Account(file, saved, new Api(saved.server()), clock);
    }

    /// Keeps what a sign-in or a refresh answered.
    static SavedAccount saved(URI server, SignedIn answer, InstantSource clock) {
        String refreshToken = answer.refreshToken();
        if (refreshToken == null) {
            throw Refusal.failed("The server gave no refresh token. Is it older than this program?");
        }
        return new SavedAccount(
                server,
                answer.user().id(),
                answer.user().email(),
                answer.accessToken(),
                clock.instant().plusSeconds(answer.expiresInSeconds()),
                refreshToken);
    }

    /// Who it is.
    public UserId userId() {
        return first.userId();
    }

    /// Where.
    public URI server() {
        return first.server();
    }

    /// The server's HTTP interface.
    public Api api() {
        return api;
    }

    /// An access token that is good for a while.
    public Mono<String> token() {
        return current(saved -> clock.instant().plus(EARLY).isBefore(saved.expiresAt()));
    }

    /// One that is not this one, which the server refused although it looked good.
    public Mono<String> tokenInsteadOf(String refused) {
        return current(saved -> !saved.accessToken().equals(refused));
    }

    /// A call with a good token.
    public <T> Mono<T> call(Function<String, Mono<T>> call) {
        return token().flatMap(call);
    }

    private Mono<String> current(Predicate<SavedAccount> good) {
        return Mono.fromCallable(() -> file.read()
                        .filter(good)
                        .orElseGet(() -> file.alone(() -> refreshed(good)))
                        .accessToken())
                .subscribeOn(Schedulers.boundedElastic());
    }

    /// Another process may have done it while we waited for the file. On a thread that may wait.
    private SavedAccount refreshed(Predicate<SavedAccount> good) {
        SavedAccount saved = file.read().orElseThrow(Account::nobody);
        if (good.test(saved)) {
            return saved;
        }
        SignedIn answer = Objects.requireNonNull(api.refresh(saved.refreshToken())
                .onErrorMap(Answered.class, Account::explained)
                .block(PATIENCE));
        SavedAccount next = saved(saved.server(), answer, clock);
        file.write(next);
        return next;
    }

    private static RuntimeException explained(Answered answered) {
        return answered.is(ErrorCode.UNAUTHENTICATED)
                ? Refusal.failed("Your session has ended. Sign in again with: parley login EMAIL")
                : answered;
    }

    private static Refusal nobody() {
        return Refusal.unclear("Nobody is signed in. Sign in with: parley login EMAIL");
    }
}
