package chat.parley.notifier.post;

import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;

/// Tells failures that would come again for this mail from those that pass.
///
/// A reply of 5xx to sender, recipient or content is final. A failure to connect or to sign in is the installation's,
/// not the mail's, whatever its code.
final class Refusals {
    private static final int FINAL = 500;
    private static final int MAX_CAUSES = 20;

    private Refusals() {}

    static boolean isFinal(Throwable failure) {
        return failure instanceof UnsendableException
                || reply(failure).filter(code -> code >= FINAL).isPresent();
    }

    /// What can be told of a failure: neither address nor code.
    static String describe(Throwable failure) {
        return reply(failure)
                .map(code -> "SMTP " + code)
                .orElseGet(() -> root(failure).getClass().getSimpleName());
    }

    /// The mail server's reply, if it was about this mail; the innermost, which is about the address.
    static Optional<Integer> reply(Throwable failure) {
        return causes(failure).flatMap(Refusals::code).reduce((outer, inner) -> inner);
    }

    private static Stream<Integer> code(Throwable failure) {
        return switch (failure) {
            case SMTPAddressFailedException address -> Stream.of(address.getReturnCode());
            case SMTPSenderFailedException sender -> Stream.of(sender.getReturnCode());
            case SMTPSendFailedException send -> Stream.of(send.getReturnCode());
            default -> Stream.empty();
        };
    }

    private static Throwable root(Throwable failure) {
        return causes(failure).reduce(failure, (outer, inner) -> inner);
    }

    private static Stream<Throwable> causes(Throwable failure) {
        return Stream.iterate(Optional.of(failure), Optional::isPresent, outer -> outer.map(Throwable::getCause))
                .flatMap(Optional::stream)
                .limit(MAX_CAUSES);
    }
}
