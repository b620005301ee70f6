package chat.parley.identity.block;

import chat.parley.edge.token.PublicPaths;
import chat.parley.identity.people.ServiceCredential;
import chat.parley.protocol.account.BlockBodies.BlocksAnswer;
import chat.parley.protocol.account.BlockBodies.BlocksRequest;
import io.swagger.v3.oas.annotations.Hidden;
import org.springframework.context.annotation.Bean;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/// Blocks over HTTP, for our other services. The gateway has no route to it.
@Hidden
@RestController
class BlocksForServicesController {
    private static final String PATH = "/internal/v1/blocks";

    private final Blocks blocks;
    private final ServiceCredential credential;

    BlocksForServicesController(Blocks blocks, ServiceCredential credential) {
        this.blocks = blocks;
        this.credential = credential;
    }

    @PostMapping(PATH)
    Mono<BlocksAnswer> blocks(@RequestHeader HttpHeaders headers, @RequestBody BlocksRequest request) {
        return credential.check(headers).then(Mono.defer(() -> blocks.of(request.userIds())));
    }

    /// Not for users' tokens: the credential of services is checked here.
    @Bean
    static PublicPaths blocksHaveTheirOwnCheck() {
        return PublicPaths.of(PATH);
    }
}
