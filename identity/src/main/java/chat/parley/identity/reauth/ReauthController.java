package chat.parley.identity.reauth;

import chat.parley.edge.token.AccessToken;
import chat.parley.identity.device.Visits;
import chat.parley.protocol.account.AccountBodies.CodeSent;
import chat.parley.protocol.account.CredentialBodies.Reauth;
import io.swagger.v3.oas.annotations.Parameter;
import java.util.Objects;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/// Showing over HTTP once more who one is.
@RestController
@RequestMapping("/api/v1/reauth")
class ReauthController {
    private final Reauthentication reauthentication;
    private final Visits visits;

    ReauthController(Reauthentication reauthentication, Visits visits) {
        this.reauthentication = reauthentication;
        this.visits = visits;
    }

    @PostMapping("/code")
    @ResponseStatus(HttpStatus.ACCEPTED)
    Mono<CodeSent> code(
            @Parameter(hidden = true) @AuthenticationPrincipal AccessToken caller, ServerHttpRequest request) {
        return reauthentication.requestCode(caller, visits.of(request));
    }

    @PostMapping
    @ResponseStatus(HttpStatus.NO_CONTENT)
    Mono<Void> reauth(
            @Parameter(hidden = true) @AuthenticationPrincipal AccessToken caller,
            @RequestBody Reauth body,
            ServerHttpRequest request) {
        String password = body.password();
        return password == null
                ? reauthentication.byCode(caller, Objects.requireNonNull(body.otp()))
                : reauthentication.byPassword(caller, password, visits.of(request));
    }
}
