package chat.parley.standalone.inbox;

import java.time.InstantSource;

/// The embedded mail server with its page, both for this machine only. Takes the place of a real mail server while
/// somebody tries Parley.
public final class Mailbox implements AutoCloseable {
    private final MailServer server;
    private final InboxPage page;

    private Mailbox(MailServer server, InboxPage page) {
        this.server = server;
        this.page = page;
    }

    /// Starts both; 0 is any free port.
    public static Mailbox start(int smtpPort, int pagePort) {
        Mails mails = new Mails();
        MailServer server = new MailServer(smtpPort, mails, InstantSource.system());
        try {
            return new Mailbox(server, InboxPage.start(pagePort, mails));
        } catch (RuntimeException e) {
            server.close();
            throw e;
        }
    }

    /// Where services send their mails.
    public String smtpUri() {
        return server.uri();
    }

    /// Where a person reads them.
    public String pageUri() {
        return page.uri();
    }

    @Override
    public void close() {
        page.close();
        server.close();
    }
}
