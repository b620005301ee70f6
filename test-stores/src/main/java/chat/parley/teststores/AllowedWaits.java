package chat.parley.teststores;

import reactor.blockhound.BlockHound;
import reactor.blockhound.integration.BlockHoundIntegration;

/// What may wait on a thread that must not: reading random bytes from the kernel, which does not wait once it is
/// seeded, and what the JDK loads once. Found by BlockHound in the tests of every module that has this one on its path.
public final class AllowedWaits implements BlockHoundIntegration {
    @Override
    public void applyTo(BlockHound.Builder builder) {
        builder.allowBlockingCallsInside("java.security.SecureRandom", "nextBytes")
                .allowBlockingCallsInside("sun.security.provider.NativePRNG$RandomIO", "implNextBytes")
                .allowBlockingCallsInside("java.util.UUID", "randomUUID")
                .allowBlockingCallsInside("java.security.Signature", "getInstance")
                .allowBlockingCallsInside("java.security.Security", "getProperty")
                .allowBlockingCallsInside("java.lang.ClassLoader", "loadClass")
                .allowBlockingCallsInside("java.util.ServiceLoader$LazyClassPathLookupIterator", "parse")
                .allowBlockingCallsInside("java.util.ResourceBundle", "getBundle")
                // Held for moments: the connection is open since the start.
                .allowBlockingCallsInside(
                        "org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory", "doInLock")
                // A lock of each script, held while its digest is looked at.
                .allowBlockingCallsInside("org.springframework.data.redis.core.script.DefaultRedisScript", "getSha1")
                // The driver's stream is guarded by a lock that is held for moments.
                .allowBlockingCallsInside("com.mongodb.internal.Locks", "checkedWithLock")
                // So is its clock, where many answers come at once.
                .allowBlockingCallsInside("com.mongodb.internal.connection.ClusterClock", "advance")
                // Held for a few instructions. An error thrown out of it would leave Lettuce's count of writers below
                // zero, and every later command would spin for ever.
                .allowBlockingCallsInside("io.lettuce.core.protocol.SharedLock", "incrementWriters")
                .allowBlockingCallsInside("io.lettuce.core.protocol.SharedLock", "doExclusive")
                // Netty's allocator takes one more magazine when threads meet; the lock is held for moments.
                .allowBlockingCallsInside(
                        "io.netty.buffer.AdaptivePoolingAllocator$MagazineGroup", "tryExpandMagazines")
                .allowBlockingCallsInside("ch.qos.logback.classic.Logger", "callAppenders");
    }
}
