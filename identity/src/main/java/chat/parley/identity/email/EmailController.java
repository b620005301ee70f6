package chat.parley.identity.email;

import chat.parley.edge.token.AccessToken;
import chat.parley.identity.device.Visits;
import chat.parley.protocol.account.AccountBodies.CodeSent;
import chat.parley.protocol.account.CredentialBodies.ConfirmEmail;
import chat.parley.protocol.account.CredentialBodies.NewEmail;
import io.swagger.v3.oas.annotations.Parameter;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/// Another address over HTTP.
@RestController
@RequestMapping("/api/v1/me/email")
class EmailController {
    private final EmailChange change;
    private final Visits visits;

    EmailController(EmailChange change, Visits visits) {
        this.change = change;
        this.visits = visits;
    }

    @PostMapping
    @ResponseStatus(HttpStatus.ACCEPTED)
    Mono<CodeSent> request(
            @Parameter(hidden = true) @AuthenticationPrincipal AccessToken caller,
            @RequestBody NewEmail body,
            ServerHttpRequest request) {
        return change.request(caller, body.email(), visits.of(request));
    }

    @PostMapping("/confirm")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    Mono<Void> confirm(
            @Parameter(hidden = true) @AuthenticationPrincipal AccessToken caller,
            @RequestBody ConfirmEmail body,
            ServerHttpRequest request) {
        return change.confirm(caller, body.email(), body.otp(), visits.of(request));
    }
}
