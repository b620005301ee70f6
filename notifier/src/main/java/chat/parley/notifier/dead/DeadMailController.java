package chat.parley.notifier.dead;

import chat.parley.edge.problem.ProblemException;
import chat.parley.notifier.queue.DeadMail;
import chat.parley.notifier.queue.DeadQueue;
import chat.parley.notifier.queue.Lane;
import chat.parley.protocol.Check;
import java.util.List;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/// The dead queues over HTTP, for operators. The gateway has no route to it.
@RestController
@RequestMapping("/internal/v1/dead/{queue}")
class DeadMailController {
    private final OperatorCredential credential;
    private final DeadQueue dead;

    DeadMailController(OperatorCredential credential, DeadQueue dead) {
        this.credential = credential;
        this.dead = dead;
    }

    @GetMapping
    Mono<DeadMails> look(
            @RequestHeader HttpHeaders headers,
            @PathVariable String queue,
            @RequestParam(defaultValue = "20") int limit) {
        return credential
                .check(headers)
                .then(Mono.defer(() -> dead.look(lane(queue), bounded(limit))))
                .map(DeadMails::new);
    }

    @PostMapping("/replay")
    Mono<Replayed> replay(
            @RequestHeader HttpHeaders headers,
            @PathVariable String queue,
            @RequestParam(defaultValue = "20") int limit) {
        return credential
                .check(headers)
                .then(Mono.defer(() -> dead.replay(lane(queue), bounded(limit))))
                .map(Replayed::new);
    }

    private static Lane lane(String queue) {
        return Lane.of(queue).orElseThrow(ProblemException::notFound);
    }

    private static int bounded(int limit) {
        return (int) Check.range(limit, 1, DeadQueue.MOST, "limit");
    }

    record DeadMails(List<DeadMail> mails) {
        DeadMails {
            mails = List.copyOf(mails);
        }
    }

    record Replayed(int replayed) {}
}
