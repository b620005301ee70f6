package chat.parley.identity.notice;

import chat.parley.identity.account.Account;
import chat.parley.protocol.mail.NoticeKind;
import chat.parley.protocol.mail.NoticeMail;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;

/// Notices to people about their own account.
///
/// A notice is stored with the account's database before anything else happens with it, so that it needs no broker: the
/// [NoticeCourier] hands it over at once, or when the broker is back, at least once, until it is of no use.
@Service
public class Notices {
    /// Who hears of it later than this has found out otherwise.
    private static final Duration WORTH_SENDING = Duration.ofHours(24);

    private final NoticeStore store;
    private final FreshNotices fresh;
    private final Clock clock;

    Notices(NoticeStore store, FreshNotices fresh, Clock clock) {
        this.store = store;
        this.fresh = fresh;
        this.clock = clock;
    }

    /// Completes when the notice is stored. It goes to the address that the account has as it is given here, in the
    /// account's language, or else in this one.
    ///
    /// @param device where it was done, for people; empty where nobody knows
    public Mono<Void> send(NoticeKind kind, Account account, String device, Locale fallback) {
        return Mono.fromSupplier(() -> notice(kind, account, device, fallback))
                .delayUntil(store::put)
                .doOnNext(fresh::offer)
                .then();
    }

    private NoticeMail notice(NoticeKind kind, Account account, String device, Locale fallback) {
        Instant now = clock.instant();
        return new NoticeMail(
                UUID.randomUUID(),
                account.email().value(),
                kind,
                device,
                now,
                now.plus(WORTH_SENDING),
                account.mailLanguage(fallback).toLanguageTag(),
                account.profile().timeZone());
    }
}
