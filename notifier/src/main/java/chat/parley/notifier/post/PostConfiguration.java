package chat.parley.notifier.post;

import java.time.Clock;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/// The threads that wait for the mail server, and the clock.
@Configuration(proxyBeanMethods = false)
class PostConfiguration {
    private static final int CODE_THREADS = 4;
    private static final int NOTICE_THREADS = 2;
    /// Tasks beyond it are refused, which counts as a failed attempt; the broker sends us fewer at once.
    private static final int QUEUE = 256;
    private static final int IDLE_SECONDS = 60;

    @Bean(destroyMethod = "dispose")
    Scheduler codeScheduler() {
        return Schedulers.newBoundedElastic(CODE_THREADS, QUEUE, "mail", IDLE_SECONDS, true);
    }

    @Bean(destroyMethod = "dispose")
    Scheduler noticeScheduler() {
        return Schedulers.newBoundedElastic(NOTICE_THREADS, QUEUE, "notice", IDLE_SECONDS, true);
    }

    @Bean
    @ConditionalOnMissingBean
    @SuppressWarnings("TimeZoneUsage") // the one clock that all others come from
    Clock clock() {
        return Clock.systemUTC();
    }
}
