package chat.parley.gateway.route;

import java.net.URI;
import org.springframework.cloud.gateway.route.RouteLocator;
import org.springframework.cloud.gateway.route.builder.RouteLocatorBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;
import org.springframework.web.util.UriComponentsBuilder;

/// The table of routes. What is not in it, nobody outside can reach.
@Configuration(proxyBeanMethods = false)
class Routes {
    private static final String[] IDENTITY = {
        "/api/v1/login",
        "/api/v1/verify",
        "/api/v1/token/**",
        "/api/v1/logout",
        "/api/v1/me",
        "/api/v1/update/**",
        "/api/v1/user/**",
        "/api/v1/admin/**",
        "/api/v1/blocks/**",
        "/api/v1/openapi/identity",
        "/.well-known/jwks.json"
    };
    private static final String[] MESSAGING = {"/api/v1/chat/**", "/api/v1/message/**", "/api/v1/openapi/messaging"};
    private static final String[] LIVE = {"/ws", "/rsocket"};
    private static final String LOAD_TEST_PROFILE = "load-test";
    private static final String LOAD_TEST = "/api/v1/load-test/**";

    @Bean
    RouteLocator routesToServices(RouteLocatorBuilder routes, ServiceAddresses services) {
        return routes.routes()
                .route("identity", request -> request.path(IDENTITY).uri(services.identityUri()))
                .route("messaging", request -> request.path(MESSAGING).uri(services.messagingUri()))
                .route("live", request -> request.path(LIVE).uri(socket(services.messagingUri())))
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

    private static URI socket(URI http) {
        String scheme = "https".equals(http.getScheme()) ? "wss" : "ws";
        return UriComponentsBuilder.fromUri(http).scheme(scheme).build().toUri();
    }
}
