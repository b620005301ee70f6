package chat.parley.edge.netty;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.reactor.netty.autoconfigure.NettyReactiveWebServerAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.http.client.ReactorResourceFactory;

/// Gives each service its own event loops. By default all share those of the process, and the first service that stops
/// takes them from the others.
@AutoConfiguration(before = NettyReactiveWebServerAutoConfiguration.class)
class OwnLoopsAutoConfiguration {
    @Bean
    @ConditionalOnMissingBean
    ReactorResourceFactory ownLoops() {
        ReactorResourceFactory resources = new ReactorResourceFactory();
        resources.setUseGlobalResources(false);
        return resources;
    }
}
