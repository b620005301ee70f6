package chat.parley.standalone.inbox;

import java.util.List;
import tools.jackson.databind.json.JsonMapper;

/// The mails for programs, such as tests that need the code.
final class InboxJson {
    private InboxJson() {}

    static String of(List<Mail> mails) {
        return JsonMapper.shared()
                .writeValueAsString(mails.stream().map(InboxJson::entry).toList());
    }

    private static Entry entry(Mail mail) {
        return new Entry(
                mail.to(), mail.subject(), mail.text(), mail.receivedAt().toString());
    }

    record Entry(String to, String subject, String text, String receivedAt) {}
}
