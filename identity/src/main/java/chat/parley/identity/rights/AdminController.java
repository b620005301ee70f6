package chat.parley.identity.rights;

import chat.parley.edge.token.AccessToken;
import chat.parley.protocol.account.AdminBodies.AccountPage;
import chat.parley.protocol.account.AdminBodies.AuditPage;
import chat.parley.protocol.account.AdminBodies.ChangeRole;
import chat.parley.protocol.account.AdminBodies.Suspend;
import chat.parley.protocol.id.UserId;
import io.swagger.v3.oas.annotations.Parameter;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/// Looking after the installation over HTTP.
@RestController
@RequestMapping("/api/v1/admin")
class AdminController {
    private final Directory directory;
    private final Roles roles;
    private final Suspensions suspensions;

    AdminController(Directory directory, Roles roles, Suspensions suspensions) {
        this.suspensions = suspensions;
        this.directory = directory;
        this.roles = roles;
    }

    @GetMapping("/users")
    Mono<AccountPage> accounts(
            @Parameter(hidden = true) @AuthenticationPrincipal AccessToken caller,
            @RequestParam(defaultValue = "") String query,
            @RequestParam(defaultValue = "") String after,
            @RequestParam(defaultValue = "50") int limit) {
        return directory.page(caller, query, after, limit);
    }

    @PostMapping("/users/{userId}/role")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    Mono<Void> changeRole(
            @Parameter(hidden = true) @AuthenticationPrincipal AccessToken caller,
            @PathVariable UserId userId,
            @RequestBody ChangeRole change) {
        return roles.change(caller, userId, change.role());
    }

    @PostMapping("/users/{userId}/suspend")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    Mono<Void> suspend(
            @Parameter(hidden = true) @AuthenticationPrincipal AccessToken caller,
            @PathVariable UserId userId,
            @RequestBody Suspend suspend) {
        return suspensions.suspend(caller, userId, suspend.reason());
    }

    @PostMapping("/users/{userId}/unsuspend")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    Mono<Void> unsuspend(
            @Parameter(hidden = true) @AuthenticationPrincipal AccessToken caller, @PathVariable UserId userId) {
        return suspensions.unsuspend(caller, userId);
    }

    @GetMapping("/audit")
    Mono<AuditPage> audit(
            @Parameter(hidden = true) @AuthenticationPrincipal AccessToken caller,
            @RequestParam(defaultValue = "") String before,
            @RequestParam(defaultValue = "50") int limit) {
        return directory.audit(caller, before, limit);
    }
}
