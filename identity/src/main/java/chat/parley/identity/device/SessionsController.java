package chat.parley.identity.device;

import chat.parley.edge.token.AccessToken;
import chat.parley.protocol.account.SessionBodies.OpenSessions;
import chat.parley.protocol.id.SessionId;
import io.swagger.v3.oas.annotations.Parameter;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/// One's own sessions over HTTP.
@RestController
@RequestMapping("/api/v1/sessions")
class SessionsController {
    private final OwnSessions sessions;

    SessionsController(OwnSessions sessions) {
        this.sessions = sessions;
    }

    @GetMapping
    Mono<OpenSessions> all(@Parameter(hidden = true) @AuthenticationPrincipal AccessToken caller) {
        return sessions.of(caller);
    }

    @DeleteMapping("/{sessionId}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    Mono<Void> revoke(
            @Parameter(hidden = true) @AuthenticationPrincipal AccessToken caller, @PathVariable SessionId sessionId) {
        return sessions.revoke(caller, sessionId);
    }

    @DeleteMapping
    @ResponseStatus(HttpStatus.NO_CONTENT)
    Mono<Void> revokeOthers(@Parameter(hidden = true) @AuthenticationPrincipal AccessToken caller) {
        return sessions.revokeOthers(caller);
    }
}
