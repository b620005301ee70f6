package chat.parley.notifier.queue;

import chat.parley.edge.problem.ProblemException;
import chat.parley.protocol.error.ErrorCode;
import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.GetResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeoutException;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/// What could not be sent, for operators: looking at it, and sending it again once the reason is gone.
///
/// One visit at a time, on a connection of its own and one of the threads for the broker; who comes meanwhile gets
/// `OVERLOADED`.
@Component
public final class DeadQueue {
    /// In one visit.
    public static final int MOST = 100;

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int CLOSE_MS = 1_000;
    private static final long CONFIRM_MS = 5_000;
    private static final int PERSISTENT = 2;
    private static final long RETRY_AFTER_MS = 2_000;

    private final Semaphore place = new Semaphore(1);
    private final Brokers brokers;
    private final Scheduler scheduler;

    DeadQueue(Brokers brokers, @Qualifier("amqpScheduler") Scheduler scheduler) {
        this.brokers = brokers;
        this.scheduler = scheduler;
    }

    /// The oldest ones. They stay where they are.
    public Mono<List<DeadMail>> look(Lane lane, int most) {
        return visit(channel -> look(channel, lane, most));
    }

    /// Puts the oldest ones back into their queue, each confirmed there before it is taken from here; how many. Those
    /// that have expired meanwhile are not sent, as ever.
    public Mono<Integer> replay(Lane lane, int most) {
        return visit(channel -> replay(channel, lane, most));
    }

    private <T> Mono<T> visit(Work<T> work) {
        return Mono.defer(() -> place.tryAcquire() ? visiting(work) : busy());
    }

    private <T> Mono<T> visiting(Work<T> work) {
        return Mono.usingWhen(brokers.visit(), connection -> working(connection, work), this::close)
                .timeout(PATIENCE)
                .onErrorMap(error -> !(error instanceof ProblemException), error -> ProblemException.unavailable())
                .doFinally(end -> place.release());
    }

    private <T> Mono<T> working(Connection connection, Work<T> work) {
        return Mono.fromCallable(() -> work.with(connection.createChannel())).subscribeOn(scheduler);
    }

    private Mono<Void> close(Connection connection) {
        return Mono.<Void>fromRunnable(() -> connection.abort(CLOSE_MS)).subscribeOn(scheduler);
    }

    private static <T> Mono<T> busy() {
        return Mono.error(new ProblemException(
                ErrorCode.OVERLOADED, "Somebody else is at the dead queue right now.", RETRY_AFTER_MS));
    }

    /// Nothing is acknowledged: the end of the connection puts everything back where it was.
    private static List<DeadMail> look(Channel channel, Lane lane, int most) throws IOException {
        List<DeadMail> mails = new ArrayList<>();
        GetResponse next = channel.basicGet(lane.deadQueue(), false);
        while (next != null) {
            mails.add(DeadMail.of(next.getProps().getHeaders(), next.getBody()));
            next = mails.size() < most ? channel.basicGet(lane.deadQueue(), false) : null;
        }
        return List.copyOf(mails);
    }

    /// Not more than there were at first: one that comes back at once is for the next time.
    private static int replay(Channel channel, Lane lane, int most)
            throws IOException, InterruptedException, TimeoutException {
        channel.confirmSelect();
        long left = Math.min(most, channel.messageCount(lane.deadQueue()));
        int replayed = 0;
        GetResponse next = left > 0 ? channel.basicGet(lane.deadQueue(), false) : null;
        while (next != null) {
            channel.basicPublish("", lane.queue(), true, properties(next), next.getBody());
            channel.waitForConfirmsOrDie(CONFIRM_MS);
            channel.basicAck(next.getEnvelope().getDeliveryTag(), false);
            replayed++;
            next = replayed < left ? channel.basicGet(lane.deadQueue(), false) : null;
        }
        return replayed;
    }

    private static AMQP.BasicProperties properties(GetResponse dead) {
        return new AMQP.BasicProperties.Builder()
                .contentType(dead.getProps().getContentType())
                .deliveryMode(PERSISTENT)
                .build();
    }

    /// Something that waits for the broker.
    @FunctionalInterface
    private interface Work<T> {
        T with(Channel channel) throws IOException, InterruptedException, TimeoutException;
    }
}
