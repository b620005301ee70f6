package chat.parley.notifier.queue;

import chat.parley.edge.health.HealthCheck;
import chat.parley.notifier.post.MailPost;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/// The threads that wait for the broker, and what makes this service well.
@Configuration(proxyBeanMethods = false)
class QueueConfiguration {
    private static final int THREADS = 4;
    /// More than the acks of all mails in hand.
    private static final int QUEUE = 256;

    private static final int IDLE_SECONDS = 60;

    @Bean(destroyMethod = "dispose")
    Scheduler amqpScheduler() {
        return Schedulers.newBoundedElastic(THREADS, QUEUE, "amqp", IDLE_SECONDS, true);
    }

    @Bean
    QueueConsumer codes(Brokers brokers, MailReader reader, MailPost post) {
        return new QueueConsumer(new MailQueue(Lane.CODES, brokers, reader, post));
    }

    @Bean
    QueueConsumer notices(Brokers brokers, MailReader reader, MailPost post) {
        return new QueueConsumer(new MailQueue(Lane.NOTICES, brokers, reader, post));
    }

    @Bean
    HealthCheck brokerHealth(QueueConsumer codes, QueueConsumer notices) {
        return () -> codes.isConnected() && notices.isConnected()
                ? Mono.empty()
                : Mono.error(new IllegalStateException("No broker"));
    }
}
