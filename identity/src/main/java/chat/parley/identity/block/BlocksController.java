package chat.parley.identity.block;

import chat.parley.edge.token.AccessToken;
import chat.parley.protocol.account.BlockBodies;
import chat.parley.protocol.id.UserId;
import io.swagger.v3.oas.annotations.Parameter;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/// One's own blocks over HTTP.
@RestController
@RequestMapping("/api/v1/blocks")
class BlocksController {
    private final Blocks blocks;

    BlocksController(Blocks blocks) {
        this.blocks = blocks;
    }

    @GetMapping
    Mono<BlockBodies.Blocks> mine(@Parameter(hidden = true) @AuthenticationPrincipal AccessToken caller) {
        return blocks.of(caller.userId());
    }

    @PutMapping("/{userId}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    Mono<Void> block(
            @Parameter(hidden = true) @AuthenticationPrincipal AccessToken caller, @PathVariable UserId userId) {
        return blocks.block(caller.userId(), userId);
    }

    @DeleteMapping("/{userId}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    Mono<Void> unblock(
            @Parameter(hidden = true) @AuthenticationPrincipal AccessToken caller, @PathVariable UserId userId) {
        return blocks.unblock(caller.userId(), userId);
    }
}
