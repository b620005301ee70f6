package chat.parley.identity.device;

import chat.parley.edge.address.ClientAddresses;
import chat.parley.identity.notice.MailLanguages;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Component;

/// Tells from a request where it comes from.
@Component
public class Visits {
    private final ClientAddresses clients;
    private final MailLanguages languages;

    Visits(ClientAddresses clients, MailLanguages languages) {
        this.clients = clients;
        this.languages = languages;
    }

    /// Where this one does.
    public Visit of(ServerHttpRequest request) {
        return new Visit(
                DeviceName.of(request.getHeaders()), clients.of(request), languages.best(request.getHeaders()));
    }
}
