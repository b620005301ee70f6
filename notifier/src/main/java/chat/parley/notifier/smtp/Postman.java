package chat.parley.notifier.smtp;

import chat.parley.notifier.letter.Letter;
import jakarta.mail.MessagingException;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.jspecify.annotations.Nullable;
import org.simplejavamail.MailException;
import org.simplejavamail.api.email.Email;
import org.simplejavamail.api.mailer.Mailer;
import org.simplejavamail.email.EmailBuilder;
import org.simplejavamail.mailer.MailValidationException;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/// Hands letters to the mail server. The only place that waits for it: on four threads, with a queue of 64.
@Component
public class Postman implements DisposableBean {
    private static final int THREADS = 4;
    private static final int WAITING = 64;
    private static final int KEEP_SECONDS = 60;
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int PERMANENT_FROM = 500;
    private static final int PERMANENT_TO = 599;
    private static final int DEPTH = 16;

    private final Mailer mailer;
    private final String from;
    private final Scheduler scheduler = Schedulers.newBoundedElastic(THREADS, WAITING, "smtp", KEEP_SECONDS, true);

    Postman(Mailer mailer, @Value("${parley.mail.from}") String from) {
        this.mailer = mailer;
        this.from = from;
    }

    /// Completes when the server took the letter. Fails with [Refused] when it never will, with anything else when
    /// trying
    /// again may help.
    ///
    /// @param id names the letter, the same for each attempt, so that mailboxes show a repetition once
    public Mono<Void> deliver(UUID id, String recipient, Letter letter) {
        return Mono.<Void>fromRunnable(() -> send(id, recipient, letter))
                .subscribeOn(scheduler)
                .timeout(PATIENCE)
                .onErrorMap(MailException.class, Postman::judged);
    }

    private void send(UUID id, String recipient, Letter letter) {
        Email email = EmailBuilder.startingBlank()
                .fixingMessageId("<" + id + "@" + domain() + ">")
                .from(from)
                .to(recipient)
                .withSubject(letter.subject())
                .withPlainText(letter.text())
                .withHTMLText(letter.html())
                .withHeader("Auto-Submitted", "auto-generated")
                .buildEmail();
        mailer.sendMail(email).join();
    }

    private String domain() {
        return from.substring(from.lastIndexOf('@') + 1).replace(">", "").strip();
    }

    private static Throwable judged(MailException error) {
        return refusal(error).<Throwable>map(Refused::new).orElse(error);
    }

    private static Optional<String> refusal(MailException error) {
        return causes(error).flatMap(cause -> refusalBy(cause).stream()).findFirst();
    }

    private static Stream<Throwable> causes(Throwable error) {
        return Stream.<@Nullable Throwable>iterate(error, cause -> cause == null ? null : inner(cause))
                .limit(DEPTH)
                .flatMap(Stream::ofNullable);
    }

    private static @Nullable Throwable inner(Throwable error) {
        return error instanceof MessagingException mail && mail.getNextException() != null
                ? mail.getNextException()
                : error.getCause();
    }

    private static Optional<String> refusalBy(Throwable error) {
        return switch (error) {
            case SMTPAddressFailedException address -> permanent(address.getReturnCode());
            case SMTPSendFailedException send -> permanent(send.getReturnCode());
            case MailValidationException invalid -> Optional.of("not a mail");
            default -> Optional.empty();
        };
    }

    private static Optional<String> permanent(int code) {
        return code >= PERMANENT_FROM && code <= PERMANENT_TO
                ? Optional.of("the mail server answered " + code)
                : Optional.empty();
    }

    @Override
    public void destroy() {
        scheduler.dispose();
    }
}
