package chat.parley.identity.loadtest;

import chat.parley.protocol.account.LoadTestBodies.Accounts;
import chat.parley.protocol.account.LoadTestBodies.NewAccounts;
import org.springframework.context.annotation.Profile;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/// Signs people in that nobody is, for whoever asks.
@Profile(LoadTestPath.PROFILE)
@RestController
class LoadTestController {
    private final LoadTestAccounts accounts;

    LoadTestController(LoadTestAccounts accounts) {
        this.accounts = accounts;
    }

    @PostMapping(LoadTestPath.PATH)
    Mono<Accounts> accounts(@RequestBody NewAccounts request) {
        return accounts.signIn(request);
    }
}
