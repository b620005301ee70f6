package chat.parley.identity.code;

import chat.parley.edge.problem.ProblemException;
import chat.parley.protocol.account.AccountBodies.CodeSent;
import chat.parley.protocol.error.ErrorCode;
import chat.parley.protocol.mail.CodeMail;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Locale;
import java.util.UUID;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;

/// One-time codes. Nothing here knows or asks whether an address has an account: the answers and the work are the same.
@Service
public class OneTimeCodes {
    private static final int POSSIBILITIES = 1_000_000;

    private final CodeStore store;
    private final CodeDigests digests;
    private final MailQueue queue;
    private final CodeProperties limits;
    private final SecureRandom random;
    private final Clock clock;

    OneTimeCodes(
            CodeStore store,
            CodeDigests digests,
            MailQueue queue,
            CodeProperties limits,
            SecureRandom random,
            Clock clock) {
        this.store = store;
        this.digests = digests;
        this.queue = queue;
        this.limits = limits;
        this.random = random;
        this.clock = clock;
    }

    /// Mails a code, once the broker confirmed it. Who asks too often gets the same answer and no further mail; a
    /// client that asks too often for whomever is refused.
    ///
    /// @param client the network address that asks
    public Mono<CodeSent> request(Challenge challenge, String client, Locale language) {
        return store.countRequest(client)
                .flatMap(OneTimeCodes::refuseIfWaiting)
                .then(Mono.defer(() -> mail(codeMail(challenge, language), challenge)))
                .thenReturn(answer());
    }

    /// Uses the code up, if it is the right one.
    public Mono<Redemption> redeem(Challenge challenge, String code) {
        return store.redeem(slot(challenge), digests.ofCode(challenge.email(), code));
    }

    private CodeSlot slot(Challenge challenge) {
        String address = digests.ofAddress(challenge.email());
        return new CodeSlot(address, challenge.purpose(), digests.ofBinding(challenge.binding()));
    }

    private static Mono<Void> refuseIfWaiting(long retryAfterMs) {
        return retryAfterMs == 0
                ? Mono.empty()
                : Mono.error(new ProblemException(
                        ErrorCode.RATE_LIMITED, "Too many codes were asked for from here.", retryAfterMs));
    }

    private Mono<Void> mail(CodeMail mail, Challenge challenge) {
        String request = mail.requestId().toString();
        CodeSlot slot = slot(challenge);
        return store.issue(slot, request, digests.ofCode(challenge.email(), mail.code()), mail.expiresAt())
                .filter(Boolean::booleanValue)
                .flatMap(issued -> queue.publish(mail)
                        .onErrorResume(error -> store.withdraw(slot, request).then(Mono.error(error))));
    }

    private CodeMail codeMail(Challenge challenge, Locale language) {
        return new CodeMail(
                UUID.randomUUID(),
                challenge.email().value(),
                String.format(Locale.ROOT, "%06d", random.nextInt(POSSIBILITIES)),
                clock.instant().plus(limits.lifetime()),
                language.toLanguageTag(),
                challenge.purpose());
    }

    private CodeSent answer() {
        return new CodeSent(
                limits.lifetime().toSeconds(), limits.pauseBetweenMails().toSeconds(), null);
    }
}
