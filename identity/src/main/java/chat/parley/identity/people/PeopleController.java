package chat.parley.identity.people;

import chat.parley.edge.token.AccessToken;
import chat.parley.protocol.account.AccountBodies.FindUser;
import chat.parley.protocol.account.AccountBodies.Me;
import chat.parley.protocol.account.AccountBodies.UpdateUser;
import chat.parley.protocol.chat.UserSummary;
import chat.parley.protocol.id.UserId;
import io.swagger.v3.oas.annotations.Parameter;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/// People over HTTP, for people.
@RestController
@RequestMapping("/api/v1")
class PeopleController {
    private final People people;

    PeopleController(People people) {
        this.people = people;
    }

    @GetMapping("/me")
    Mono<Me> me(@Parameter(hidden = true) @AuthenticationPrincipal AccessToken caller) {
        return people.me(caller.userId());
    }

    @PostMapping("/update/user")
    Mono<Me> update(
            @Parameter(hidden = true) @AuthenticationPrincipal AccessToken caller, @RequestBody UpdateUser update) {
        return people.update(caller.userId(), update);
    }

    @GetMapping("/user/{userId}")
    Mono<UserSummary> person(@PathVariable UserId userId) {
        return people.byId(userId);
    }

    @PostMapping("/user/find")
    Mono<UserSummary> find(
            @Parameter(hidden = true) @AuthenticationPrincipal AccessToken caller, @RequestBody FindUser find) {
        return people.find(caller.userId(), find.email());
    }
}
