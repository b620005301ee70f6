package chat.parley.identity.proof;

import chat.parley.edge.problem.ProblemException;
import chat.parley.identity.account.Accounts;
import chat.parley.identity.account.EmailAddress;
import chat.parley.identity.code.Challenge;
import chat.parley.identity.code.OneTimeCodes;
import chat.parley.identity.code.Redemption;
import chat.parley.identity.notice.Notices;
import chat.parley.protocol.error.ErrorCode;
import chat.parley.protocol.mail.CodePurpose;
import chat.parley.protocol.mail.NoticeKind;
import java.util.Locale;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;

/// Takes codes, and tells people when too many wrong ones were tried on their account.
@Service
public class Proofs {
    private final OneTimeCodes codes;
    private final Accounts accounts;
    private final Notices notices;

    Proofs(OneTimeCodes codes, Accounts accounts, Notices notices) {
        this.codes = codes;
        this.accounts = accounts;
        this.notices = notices;
    }

    /// Completes when it was the right code, which is used up then; else `CODE_REFUSED` or `RATE_LIMITED`.
    public Mono<Void> take(Challenge challenge, String code) {
        return codes.redeem(challenge, code).flatMap(redemption -> conclude(redemption, challenge));
    }

    /// `RATE_LIMITED`, for as long as nobody may try again.
    public static <T> Mono<T> locked(long retryAfterMs) {
        return Mono.error(() -> new ProblemException(
                ErrorCode.RATE_LIMITED, "Too many wrong codes or passwords for this address.", retryAfterMs));
    }

    /// Tells whoever has this address, if anybody, that for a while nobody gets in.
    public Mono<Void> exhausted(EmailAddress email) {
        return accounts.byEmail(email)
                .flatMap(account -> notices.send(NoticeKind.TOO_MANY_FAILURES, account, "", Locale.ENGLISH));
    }

    private Mono<Void> conclude(Redemption redemption, Challenge challenge) {
        return switch (redemption) {
            case Redemption.Accepted accepted -> Mono.empty();
            case Redemption.Refused refused -> refused();
            case Redemption.Exhausted exhausted -> told(challenge).then(refused());
            case Redemption.Locked locked -> locked(locked.retryAfterMs());
        };
    }

    /// An address that is about to become somebody's has nobody to tell.
    private Mono<Void> told(Challenge challenge) {
        return challenge.purpose() == CodePurpose.CONFIRM_EMAIL ? Mono.empty() : exhausted(challenge.email());
    }

    private static Mono<Void> refused() {
        return Mono.error(() -> new ProblemException(ErrorCode.CODE_REFUSED, "Ask for a new code and try again."));
    }
}
