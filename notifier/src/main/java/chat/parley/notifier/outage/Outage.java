package chat.parley.notifier.outage;

import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;

/// Something that we need is away. Tells the log once when that begins and once when it ends.
public final class Outage {
    private final AtomicBoolean away = new AtomicBoolean();
    private final Logger log;
    private final String what;

    /// @param what is away, as at the beginning of a sentence
    public Outage(Logger log, String what) {
        this.log = log;
        this.what = what;
    }

    /// It failed us. `why` goes to the log: no secrets.
    public void began(String why) {
        if (away.compareAndSet(false, true)) {
            log.warn("{} is away ({}); trying again until it is back", what, why);
        }
    }

    /// It served us.
    public void ended() {
        if (away.compareAndSet(true, false)) {
            log.info("{} is back", what);
        }
    }
}
