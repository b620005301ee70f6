package chat.parley.standalone.inbox;

import com.icegreen.greenmail.mail.MailAddress;
import com.icegreen.greenmail.mail.MovingMessage;
import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Objects;

/// An SMTP server on the loopback address that takes every mail and passes it to [Mails], where it ends.
final class MailServer implements AutoCloseable {
    private static final String LOOPBACK = "127.0.0.1";

    private final GreenMail server;
    private final Mails mails;
    private final InstantSource clock;

    MailServer(int port, Mails mails, InstantSource clock) {
        this.mails = mails;
        this.clock = clock;
        ServerSetup setup = new ServerSetup(port, LOOPBACK, ServerSetup.PROTOCOL_SMTP);
        server = new GreenMail(port == 0 ? setup.dynamicPort() : setup);
        server.start();
        server.getManagers().getUserManager().setMessageDeliveryHandler(this::receive);
    }

    String uri() {
        return "smtp://" + LOOPBACK + ":" + server.getSmtp().getPort();
    }

    @Override
    public void close() {
        server.stop();
    }

    private GreenMailUser receive(MovingMessage message, MailAddress recipient) throws MessagingException {
        try {
            keep(message.getMessage(), recipient.getEmail());
            return new Addressee(recipient.getEmail());
        } catch (IOException e) {
            throw new MessagingException("The mail cannot be read", e);
        }
    }

    private void keep(MimeMessage message, String to) throws MessagingException, IOException {
        String subject = Objects.requireNonNullElse(message.getSubject(), "");
        String text = MailParts.first(message, "text/plain").strip();
        String html = MailParts.first(message, "text/html");
        mails.add(number -> new Mail(number, to, subject, text, html, clock.instant()));
    }
}
