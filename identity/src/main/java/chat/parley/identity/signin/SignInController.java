package chat.parley.identity.signin;

import chat.parley.identity.device.KnownDevices;
import chat.parley.identity.device.Visits;
import chat.parley.identity.signin.SignIn.Entry;
import chat.parley.protocol.account.AccountBodies.CodeSent;
import chat.parley.protocol.account.AccountBodies.Login;
import chat.parley.protocol.account.AccountBodies.Refresh;
import chat.parley.protocol.account.AccountBodies.SignedIn;
import chat.parley.protocol.account.AccountBodies.Verify;
import chat.parley.protocol.account.CredentialBodies.PasswordLogin;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/// Signing in and out over HTTP. What a page gets in cookies, a program gets in bodies.
@RestController
@RequestMapping("/api/v1")
class SignInController {
    private static final String EVERYTHING = "\"cache\", \"storage\"";
    private static final String SCHEME = "Bearer ";

    private final SignIn signIn;
    private final Callers callers;
    private final Visits visits;
    private final Guests guests;
    private final Marks marks;

    SignInController(SignIn signIn, Callers callers, Visits visits, Guests guests, Marks marks) {
        this.signIn = signIn;
        this.callers = callers;
        this.visits = visits;
        this.guests = guests;
        this.marks = marks;
    }

    @PostMapping("/login")
    Mono<ResponseEntity<CodeSent>> login(@RequestBody Login login, ServerHttpRequest request) {
        Caller caller = callers.any(request.getHeaders());
        String challenge = marks.keptOrNew(challenge(caller, request, login.challengeId()));
        return signIn.requestCode(login.email(), challenge, visits.of(request))
                .map(sent -> answer(sent, challenge, caller));
    }

    @PostMapping("/verify")
    Mono<ResponseEntity<SignedIn>> verify(@RequestBody Verify verify, ServerHttpRequest request) {
        Caller caller = callers.any(request.getHeaders());
        Guest guest = guests.of(request);
        String challenge = challenge(caller, request, verify.challengeId());
        return signIn.verify(verify.email(), verify.otp(), challenge, guest)
                .map(entry -> welcome(entry, caller, guest));
    }

    @PostMapping("/login/password")
    Mono<ResponseEntity<SignedIn>> password(@RequestBody PasswordLogin login, ServerHttpRequest request) {
        Caller caller = callers.any(request.getHeaders());
        Guest guest = guests.of(request);
        return signIn.byPassword(login.email(), login.password(), guest).map(entry -> welcome(entry, caller, guest));
    }

    @PostMapping("/token/refresh")
    Mono<ResponseEntity<SignedIn>> refresh(
            ServerHttpRequest request, @RequestBody(required = false) @Nullable Refresh body) {
        return callers.known(request.getHeaders())
                .flatMap(caller ->
                        signIn.refresh(refreshToken(caller, request, body)).map(entry -> answer(entry, caller)));
    }

    @PostMapping("/logout")
    Mono<ResponseEntity<Void>> logout(
            ServerHttpRequest request, @RequestBody(required = false) @Nullable Refresh body) {
        return callers.known(request.getHeaders())
                .flatMap(caller -> signIn.signOut(refreshToken(caller, request, body), bearer(request.getHeaders())))
                .then(Mono.fromSupplier(SignInController::goodbye));
    }

    private static String challenge(Caller caller, ServerHttpRequest request, @Nullable String inBody) {
        return switch (caller) {
            case PAGE -> Cookies.of(request, HostCookie.CHALLENGE);
            case PROGRAM -> Objects.requireNonNullElse(inBody, "");
        };
    }

    private static String refreshToken(Caller caller, ServerHttpRequest request, @Nullable Refresh body) {
        return switch (caller) {
            case PAGE -> Cookies.of(request, HostCookie.REFRESH);
            case PROGRAM -> body == null ? "" : Objects.requireNonNullElse(body.refreshToken(), "");
        };
    }

    private static ResponseEntity<CodeSent> answer(CodeSent sent, String challenge, Caller caller) {
        ResponseEntity.BodyBuilder accepted = ResponseEntity.accepted();
        return switch (caller) {
            case PAGE ->
                accepted.header(
                                HttpHeaders.SET_COOKIE,
                                HostCookie.CHALLENGE.set(challenge, Duration.ofSeconds(sent.expiresInSeconds())))
                        .body(sent);
            case PROGRAM -> accepted.body(sent.to(challenge));
        };
    }

    private static ResponseEntity<SignedIn> answer(Entry entry, Caller caller) {
        return switch (caller) {
            case PAGE ->
                ResponseEntity.ok()
                        .header(
                                HttpHeaders.SET_COOKIE,
                                HostCookie.REFRESH.set(entry.refreshToken(), entry.cookieLife()))
                        .body(entry.body());
            case PROGRAM -> ResponseEntity.ok().body(entry.bodyForProgram());
        };
    }

    private static ResponseEntity<SignedIn> welcome(Entry entry, Caller caller, Guest guest) {
        return switch (caller) {
            case PAGE ->
                ResponseEntity.ok()
                        .header(
                                HttpHeaders.SET_COOKIE,
                                HostCookie.REFRESH.set(entry.refreshToken(), entry.cookieLife()),
                                HostCookie.DEVICE.set(guest.device(), KnownDevices.MEMORY),
                                HostCookie.CHALLENGE.clear())
                        .body(entry.body());
            case PROGRAM -> answer(entry, caller);
        };
    }

    private static ResponseEntity<Void> goodbye() {
        return ResponseEntity.noContent()
                .header(HttpHeaders.SET_COOKIE, HostCookie.REFRESH.clear())
                .header("Clear-Site-Data", EVERYTHING)
                .build();
    }

    private static String bearer(HttpHeaders headers) {
        String header = headers.getFirst(HttpHeaders.AUTHORIZATION);
        return header != null && header.startsWith(SCHEME) ? header.substring(SCHEME.length()) : "";
    }
}
