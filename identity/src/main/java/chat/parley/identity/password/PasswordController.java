package chat.parley.identity.password;

import chat.parley.edge.token.AccessToken;
import chat.parley.identity.device.Visits;
import chat.parley.protocol.account.CredentialBodies.NewPassword;
import io.swagger.v3.oas.annotations.Parameter;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/// One's own password over HTTP.
@RestController
@RequestMapping("/api/v1/me/password")
class PasswordController {
    private final OwnPassword password;
    private final Visits visits;

    PasswordController(OwnPassword password, Visits visits) {
        this.password = password;
        this.visits = visits;
    }

    @PostMapping
    @ResponseStatus(HttpStatus.NO_CONTENT)
    Mono<Void> set(
            @Parameter(hidden = true) @AuthenticationPrincipal AccessToken caller,
            @RequestBody NewPassword body,
            ServerHttpRequest request) {
        return password.set(caller, body.password(), visits.of(request));
    }

    @DeleteMapping
    @ResponseStatus(HttpStatus.NO_CONTENT)
    Mono<Void> remove(
            @Parameter(hidden = true) @AuthenticationPrincipal AccessToken caller, ServerHttpRequest request) {
        return password.remove(caller, visits.of(request));
    }
}
