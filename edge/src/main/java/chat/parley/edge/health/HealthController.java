package chat.parley.edge.health;

import java.time.Duration;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// `GET /health`: 200 while all checks pass, 503 otherwise; never says which one failed.
@RestController
final class HealthController {
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final int AT_ONCE = 8;

    private final List<HealthCheck> checks;

    HealthController(List<HealthCheck> checks) {
        this.checks = List.copyOf(checks);
    }

    @GetMapping("/health")
    Mono<ResponseEntity<Health>> health() {
        return Flux.fromIterable(checks)
                .flatMap(HealthCheck::check, AT_ONCE)
                .then(Mono.just(answer(HttpStatus.OK, "UP")))
                .timeout(PATIENCE)
                .onErrorReturn(answer(HttpStatus.SERVICE_UNAVAILABLE, "DOWN"));
    }

    private static ResponseEntity<Health> answer(HttpStatus status, String word) {
        return ResponseEntity.status(status).body(new Health(word));
    }

    record Health(String status) {}
}
