package chat.parley.identity.signin;

import chat.parley.edge.address.ClientAddresses;
import chat.parley.identity.device.DeviceName;
import chat.parley.identity.signin.SignIn.Entry;
import chat.parley.protocol.account.AccountBodies.CodeSent;
import chat.parley.protocol.account.AccountBodies.Login;
import chat.parley.protocol.account.AccountBodies.Refresh;
import chat.parley.protocol.account.AccountBodies.SignedIn;
import chat.parley.protocol.account.AccountBodies.Verify;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.CookieValue;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/// Signing in and out over HTTP.
@RestController
@RequestMapping("/api/v1")
class SignInController {
    private static final String EVERYTHING = "\"cache\", \"storage\"";
    private static final String SCHEME = "Bearer ";

    private final SignIn signIn;
    private final Callers callers;
    private final ClientAddresses clients;
    private final MailLanguages languages;

    SignInController(SignIn signIn, Callers callers, ClientAddresses clients, MailLanguages languages) {
        this.signIn = signIn;
        this.callers = callers;
        this.clients = clients;
        this.languages = languages;
    }

    @PostMapping("/login")
    @ResponseStatus(HttpStatus.ACCEPTED)
    Mono<CodeSent> login(@RequestBody Login login, ServerHttpRequest request) {
        Locale language = languages.best(request.getHeaders());
        return signIn.requestCode(login.email(), clients.of(request), language);
    }

    @PostMapping("/verify")
    Mono<ResponseEntity<SignedIn>> verify(@RequestHeader HttpHeaders headers, @RequestBody Verify verify) {
        return signIn.verify(verify.email(), verify.otp(), DeviceName.of(headers))
                .map(entry -> answer(entry, callers.any(headers)));
    }

    @PostMapping("/token/refresh")
    Mono<ResponseEntity<SignedIn>> refresh(
            @RequestHeader HttpHeaders headers,
            @CookieValue(name = RefreshCookie.NAME, defaultValue = "") String cookie,
            @RequestBody(required = false) @Nullable Refresh body) {
        return callers.known(headers)
                .flatMap(caller -> signIn.refresh(shown(caller, cookie, body)).map(entry -> answer(entry, caller)));
    }

    @PostMapping("/logout")
    Mono<ResponseEntity<Void>> logout(
            @RequestHeader HttpHeaders headers,
            @CookieValue(name = RefreshCookie.NAME, defaultValue = "") String cookie,
            @RequestBody(required = false) @Nullable Refresh body) {
        return callers.known(headers)
                .flatMap(caller -> signIn.signOut(shown(caller, cookie, body), bearer(headers)))
                .then(Mono.fromSupplier(SignInController::goodbye));
    }

    private static String shown(Caller caller, String cookie, @Nullable Refresh body) {
        return switch (caller) {
            case PAGE -> cookie;
            case PROGRAM -> body == null ? "" : Objects.requireNonNullElse(body.refreshToken(), "");
        };
    }

    private static ResponseEntity<SignedIn> answer(Entry entry, Caller caller) {
        return switch (caller) {
            case PAGE ->
                ResponseEntity.ok()
                        .header(HttpHeaders.SET_COOKIE, RefreshCookie.set(entry.refreshToken(), entry.cookieLife()))
                        .body(entry.body());
            case PROGRAM -> ResponseEntity.ok().body(entry.bodyForProgram());
        };
    }

    private static ResponseEntity<Void> goodbye() {
        return ResponseEntity.noContent()
                .header(HttpHeaders.SET_COOKIE, RefreshCookie.clear())
                .header("Clear-Site-Data", EVERYTHING)
                .build();
    }

    private static String bearer(HttpHeaders headers) {
        String header = headers.getFirst(HttpHeaders.AUTHORIZATION);
        return header != null && header.startsWith(SCHEME) ? header.substring(SCHEME.length()) : "";
    }
}
