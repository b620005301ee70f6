package chat.parley.identity.rights;

import chat.parley.edge.start.MissingSetting;
import chat.parley.identity.account.Account;
import chat.parley.identity.account.EmailAddress;
import chat.parley.protocol.account.AccountRole;
import chat.parley.protocol.error.InvalidInput;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// Somebody has to be the first: whoever signs in with an address that the configuration names is an admin from then
/// on, whatever the role was. It is also the way back when the last admin is gone.
@Component
public class FirstAdmins {
    private final Set<EmailAddress> addresses;
    private final Roles roles;

    FirstAdmins(@Value("${parley.admin-emails:}") List<String> addresses, Roles roles) {
        this.addresses = parse(addresses);
        this.roles = roles;
    }

    /// The account with the role that it has from now on. For who has just shown that the address is theirs.
    public Mono<Account> promote(Account account) {
        return addresses.contains(account.email()) && account.standing().role() != AccountRole.ADMIN
                ? roles.configured(account)
                : Mono.just(account);
    }

    private static Set<EmailAddress> parse(List<String> addresses) {
        try {
            return addresses.stream()
                    .filter(address -> !address.isBlank())
                    .map(EmailAddress::parse)
                    .collect(Collectors.toUnmodifiableSet());
        } catch (InvalidInput e) {
            throw new MissingSetting("identity", "PARLEY_ADMIN_EMAILS as e-mail addresses, separated by commas");
        }
    }
}
