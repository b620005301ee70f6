package chat.parley.edge.openapi;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.reactive.config.BlockingExecutionConfigurer;
import org.springframework.web.reactive.config.WebFluxConfigurer;

/// Takes the making of the OpenAPI document off the event loops: it reads class files, once.
@AutoConfiguration
@ConditionalOnClass(name = "org.springdoc.webflux.api.OpenApiWebfluxResource")
class OpenApiAutoConfiguration {
    /// Callers who wait while the document is made; who comes later is told that the service is busy.
    private static final int WAITING = 32;

    @Bean
    ThreadPoolTaskExecutor openApiExecutor() {
        ThreadPoolTaskExecutor executor = new ThreadPoolTaskExecutor();
        executor.setThreadNamePrefix("openapi-");
        executor.setCorePoolSize(1);
        executor.setAllowCoreThreadTimeOut(true);
        executor.setMaxPoolSize(1);
        executor.setQueueCapacity(WAITING);
        executor.setDaemon(true);
        return executor;
    }

    @Bean
    WebFluxConfigurer openApiOffTheLoops(ThreadPoolTaskExecutor openApiExecutor) {
        return new WebFluxConfigurer() {
            @Override
            public void configureBlockingExecution(BlockingExecutionConfigurer blocking) {
                blocking.setExecutor(openApiExecutor)
                        .setControllerMethodPredicate(OpenApiAutoConfiguration::makesTheDocument);
            }
        };
    }

    private static boolean makesTheDocument(HandlerMethod method) {
        return method.getBeanType().getPackageName().startsWith("org.springdoc.");
    }
}
