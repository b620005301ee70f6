package chat.parley.standalone.inbox;

import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.web.util.HtmlUtils;

/// The mails for people. Everything that came in a mail is escaped; its own HTML appears only in a sandboxed frame.
final class InboxHtml {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss 'UTC'").withZone(ZoneOffset.UTC);

    private InboxHtml() {}

    static String page(List<Mail> mails, String to) {
        String list = mails.isEmpty() ? Assets.text("empty.html") : cards(mails);
        return Assets.text("page.html")
                .replace("{{count}}", Integer.toString(mails.size()))
                .replace(
                        "{{newest}}",
                        mails.isEmpty() ? "" : mails.getFirst().receivedAt().toString())
                .replace("{{to}}", escaped(to))
                .replace("{{mails}}", list);
    }

    private static String cards(List<Mail> mails) {
        return mails.stream().map(InboxHtml::card).collect(Collectors.joining());
    }

    private static String card(Mail mail) {
        return Assets.text("mail.html")
                .replace("{{number}}", Long.toString(mail.number()))
                .replace("{{time}}", TIME.format(mail.receivedAt()))
                .replace("{{code}}", mail.code().map(InboxHtml::code).orElse(""))
                .replace("{{frame}}", mail.html().isEmpty() ? "" : frame(mail.number()))
                .replace("{{to}}", escaped(mail.to()))
                .replace("{{subject}}", escaped(mail.subject()))
                .replace("{{text}}", escaped(mail.text()));
    }

    private static String code(String code) {
        return "<button type=\"button\" class=\"code\" data-code=\"" + code + "\" title=\"Copy\">" + code + "</button>";
    }

    private static String frame(long number) {
        return "<details><summary>As designed</summary><iframe sandbox loading=\"lazy\" title=\"The mail\" src=\"/inbox/"
                + number + "/html\"></iframe></details>";
    }

    /// Braces too, so that a mail cannot name one of our places.
    private static String escaped(String text) {
        return HtmlUtils.htmlEscape(text).replace("{", "&#123;");
    }
}
