package chat.parley.edge.token;

import chat.parley.edge.problem.ProblemException;
import chat.parley.protocol.error.ErrorCode;
import java.util.stream.Stream;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.security.autoconfigure.web.reactive.ReactiveWebSecurityAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.security.authentication.ReactiveAuthenticationManager;
import org.springframework.security.config.annotation.web.reactive.EnableWebFluxSecurity;
import org.springframework.security.config.web.server.SecurityWebFiltersOrder;
import org.springframework.security.config.web.server.ServerHttpSecurity;
import org.springframework.security.web.server.SecurityWebFilterChain;
import org.springframework.security.web.server.authentication.AuthenticationWebFilter;
import org.springframework.security.web.server.context.NoOpServerSecurityContextRepository;
import org.springframework.security.web.server.firewall.ServerExchangeRejectedHandler;
import org.springframework.security.web.server.util.matcher.NegatedServerWebExchangeMatcher;
import org.springframework.security.web.server.util.matcher.ServerWebExchangeMatcher;
import org.springframework.security.web.server.util.matcher.ServerWebExchangeMatchers;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/// Who may call what: public paths anybody, the rest of `/api` only callers with a living session; nothing else exists.
@AutoConfiguration(after = TokenAutoConfiguration.class, before = ReactiveWebSecurityAutoConfiguration.class)
@ConditionalOnClass(name = "org.springframework.security.web.server.SecurityWebFilterChain")
@ConditionalOnBean(AccessTokens.class)
@EnableWebFluxSecurity
class TokenSecurityAutoConfiguration {
    private static final String API = "/api/";

    /// Callers are authenticated by [BearerAuthentication]; also keeps Spring Boot from inventing a user.
    @Bean
    ReactiveAuthenticationManager authenticated() {
        return Mono::just;
    }

    @Bean
    SecurityWebFilterChain securityChain(
            ServerHttpSecurity http,
            AccessTokens tokens,
            LivingSessions sessions,
            ReactiveAuthenticationManager authenticated,
            ObjectProvider<PublicPaths> publicPaths) {
        ServerWebExchangeMatcher open = ServerWebExchangeMatchers.pathMatchers(patterns(publicPaths));
        AuthenticationWebFilter bearer = new AuthenticationWebFilter(authenticated);
        bearer.setServerAuthenticationConverter(new BearerAuthentication(tokens, sessions));
        bearer.setRequiresAuthenticationMatcher(new NegatedServerWebExchangeMatcher(open));
        return stateless(http)
                .addFilterAt(bearer, SecurityWebFiltersOrder.AUTHENTICATION)
                .authorizeExchange(rules -> rules.matchers(open)
                        .permitAll()
                        .pathMatchers(API + "**")
                        .authenticated()
                        .anyExchange()
                        .denyAll())
                .exceptionHandling(refusals -> refusals.authenticationEntryPoint((exchange, error) -> refuse(exchange))
                        .accessDeniedHandler((exchange, error) -> refuse(exchange)))
                .build();
    }

    /// Addresses that Spring Security does not let through (encoded slashes, encoded percents and the like).
    @Bean
    ServerExchangeRejectedHandler oddAddresses() {
        return (exchange, reason) -> Mono.error(new ProblemException(
                ErrorCode.BAD_REQUEST, "The address or a header holds characters that are not accepted.", null));
    }

    private static ServerHttpSecurity stateless(ServerHttpSecurity http) {
        return http.securityContextRepository(NoOpServerSecurityContextRepository.getInstance())
                .csrf(ServerHttpSecurity.CsrfSpec::disable)
                .formLogin(ServerHttpSecurity.FormLoginSpec::disable)
                .httpBasic(ServerHttpSecurity.HttpBasicSpec::disable)
                .logout(ServerHttpSecurity.LogoutSpec::disable)
                .requestCache(ServerHttpSecurity.RequestCacheSpec::disable);
    }

    private static String[] patterns(ObjectProvider<PublicPaths> publicPaths) {
        Stream<String> own = publicPaths.stream().flatMap(paths -> paths.patterns().stream());
        return Stream.concat(Stream.of("/health"), own).toArray(String[]::new);
    }

    private static Mono<Void> refuse(ServerWebExchange exchange) {
        boolean api = exchange.getRequest().getPath().value().startsWith(API);
        return Mono.error(api ? ProblemException.unauthenticated() : ProblemException.notFound());
    }
}
