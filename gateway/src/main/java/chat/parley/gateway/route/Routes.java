package chat.parley.gateway.route;

import org.springframework.cloud.gateway.route.RouteLocator;
import org.springframework.cloud.gateway.route.builder.RouteLocatorBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;

/// The table of routes. What is not in it, nobody outside can reach, but for sockets, which are taken over before.
@Configuration(proxyBeanMethods = false)
class Routes {
    private static final String[] IDENTITY = {
        "/api/v1/login",
        "/api/v1/login/password",
        "/api/v1/verify",
        "/api/v1/token/**",
        "/api/v1/logout",
        "/api/v1/me/**",
        "/api/v1/reauth/**",
        "/api/v1/sessions/**",
        "/api/v1/update/**",
        "/api/v1/user/**",
        "/api/v1/admin/**",
        "/api/v1/blocks/**",
        "/api/v1/openapi/identity",
        "/.well-known/jwks.json"
    };
    private static final String[] MESSAGING = {"/api/v1/chat/**", "/api/v1/message/**", "/api/v1/openapi/messaging"};
    private static final String LOAD_TEST_PROFILE = "load-test";
    private static final String LOAD_TEST = "/api/v1/load-test/**";

    @Bean
    RouteLocator routesToServices(RouteLocatorBuilder routes, ServiceAddresses services) {
        return routes.routes()
                .route("identity", request -> request.path(IDENTITY).uri(services.identityUri()))
                .route("messaging", request -> request.path(MESSAGING).uri(services.messagingUri()))
                .build();
    }

    /// Under that profile only: identity then gives accounts away.
    @Bean
    @Profile(LOAD_TEST_PROFILE)
    RouteLocator routesForLoadTests(RouteLocatorBuilder routes, ServiceAddresses services) {
        return routes.routes()
                .route("load-test", request -> request.path(LOAD_TEST).uri(services.identityUri()))
                .build();
    }
}
