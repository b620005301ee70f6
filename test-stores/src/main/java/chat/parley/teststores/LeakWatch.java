package chat.parley.teststores;

import io.netty.util.ResourceLeakDetector;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/// Keeps the buffers that Netty found lost instead of logging them. Named to Netty by the system property
/// `io.netty.customResourceLeakDetector`; with `io.netty.leakDetection.level=paranoid` it looks at every buffer.
///
/// @param <T> what is watched
public final class LeakWatch<T> extends ResourceLeakDetector<T> {
    private static final Queue<String> FOUND = new ConcurrentLinkedQueue<>();

    /// As Netty asks for it.
    public LeakWatch(Class<T> type, int samplingInterval) {
        super(type, samplingInterval);
    }

    /// As Netty asks for it, of old.
    public LeakWatch(Class<T> type, int samplingInterval, long maxActive) {
        super(type, samplingInterval);
    }

    /// What was lost so far, with where it was last touched.
    public static Queue<String> found() {
        return FOUND;
    }

    @Override
    protected boolean needReport() {
        return true;
    }

    @Override
    protected void reportTracedLeak(String resourceType, String records) {
        FOUND.add(resourceType + records);
    }

    @Override
    protected void reportUntracedLeak(String resourceType) {
        FOUND.add(resourceType);
    }
}
