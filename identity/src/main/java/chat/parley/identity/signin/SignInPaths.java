package chat.parley.identity.signin;

import chat.parley.edge.token.PublicPaths;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// What works without being signed in.
@Configuration(proxyBeanMethods = false)
class SignInPaths {
    @Bean
    PublicPaths signInIsPublic() {
        return PublicPaths.of(
                "/api/v1/login",
                "/api/v1/login/password",
                "/api/v1/verify",
                "/api/v1/token/refresh",
                "/api/v1/logout",
                "/api/v1/openapi/identity",
                "/api/v1/openapi/identity.yaml");
    }
}
