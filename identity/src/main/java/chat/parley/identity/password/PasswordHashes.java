package chat.parley.identity.password;

import chat.parley.edge.problem.ProblemException;
import chat.parley.protocol.error.ErrorCode;
import java.util.concurrent.Callable;
import java.util.concurrent.Semaphore;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/// bcrypt, which is slow on purpose: on threads of its own, so that nobody else waits for it, and with a bounded number
/// of people who do. When that is full the next one gets `OVERLOADED`.
@Component
class PasswordHashes implements DisposableBean {
    private static final int KEEP_SECONDS = 60;
    private static final long RETRY_AFTER_MS = 2_000;

    private final BCryptPasswordEncoder encoder;
    private final Scheduler scheduler;
    private final Semaphore places;
    private final String nobodys;

    PasswordHashes(PasswordProperties properties) {
        int most = properties.threads() + properties.waiting();
        encoder = new BCryptPasswordEncoder(properties.strength());
        scheduler = Schedulers.newBoundedElastic(properties.threads(), most, "bcrypt", KEEP_SECONDS, true);
        places = new Semaphore(most);
        nobodys = encode("a password that nobody has");
    }

    Mono<String> hash(String password) {
        return run(() -> encode(password));
    }

    Mono<Boolean> matches(String password, String hash) {
        return run(() -> encoder.matches(password, hash));
    }

    /// A hash that costs as much to compare with as anybody's.
    String nobodys() {
        return nobodys;
    }

    private String encode(String password) {
        String hash = encoder.encode(password);
        if (hash == null) {
            throw new IllegalStateException("bcrypt gave no hash");
        }
        return hash;
    }

    private <T> Mono<T> run(Callable<T> work) {
        return Mono.defer(() -> places.tryAcquire() ? working(work) : overloaded());
    }

    private <T> Mono<T> working(Callable<T> work) {
        return Mono.fromCallable(work).subscribeOn(scheduler).doFinally(end -> places.release());
    }

    private static <T> Mono<T> overloaded() {
        return Mono.error(new ProblemException(
                ErrorCode.OVERLOADED, "Too many people are signing in with a password.", RETRY_AFTER_MS));
    }

    @Override
    public void destroy() {
        scheduler.dispose();
    }
}
