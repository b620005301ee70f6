package chat.parley.identity.loadtest;

import chat.parley.edge.token.PublicPaths;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// The path asks nobody who they are, so that without the profile it is as unknown to strangers as to people who are
/// signed in.
@Configuration(proxyBeanMethods = false)
class LoadTestPath {
    static final String PROFILE = "load-test";
    static final String PATH = "/api/v1/load-test/accounts";

    @Bean
    PublicPaths loadTestIsPublic() {
        return PublicPaths.of(PATH);
    }
}
