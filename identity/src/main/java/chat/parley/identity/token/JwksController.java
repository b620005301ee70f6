package chat.parley.identity.token;

import com.nimbusds.jose.jwk.JWKSet;
import io.swagger.v3.oas.annotations.Hidden;
import java.time.Duration;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/// Publishes the keys that access tokens are verified with (RFC 7517).
@Hidden
@RestController
class JwksController {
    static final String PATH = "/.well-known/jwks.json";
    private static final Duration AGE = Duration.ofMinutes(5);

    private final String keys;

    JwksController(JWKSet publishedKeys) {
        this.keys = publishedKeys.toString(true);
    }

    @GetMapping(path = PATH, produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<String> keys() {
        return ResponseEntity.ok()
                .cacheControl(CacheControl.maxAge(AGE).cachePublic())
                .body(keys);
    }
}
