package chat.parley.identity.people;

import chat.parley.edge.token.PublicPaths;
import chat.parley.protocol.account.AccountBodies.Profiles;
import chat.parley.protocol.account.AccountBodies.ProfilesRequest;
import io.swagger.v3.oas.annotations.Hidden;
import org.springframework.context.annotation.Bean;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/// People over HTTP, for our other services. The gateway has no route to it.
@Hidden
@RestController
class ProfilesController {
    private static final String PATH = "/internal/v1/profiles";

    private final People people;
    private final ServiceCredential credential;

    ProfilesController(People people, ServiceCredential credential) {
        this.people = people;
        this.credential = credential;
    }

    @PostMapping(PATH)
    Mono<Profiles> profiles(@RequestHeader HttpHeaders headers, @RequestBody ProfilesRequest request) {
        return credential.check(headers).then(Mono.defer(() -> people.profiles(request.userIds())));
    }

    /// Not for users' tokens: the credential of services is checked here.
    @Bean
    static PublicPaths profilesHaveTheirOwnCheck() {
        return PublicPaths.of(PATH);
    }
}
