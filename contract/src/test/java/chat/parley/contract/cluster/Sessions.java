package chat.parley.contract.cluster;

import chat.parley.edge.token.LivingSessions;
import chat.parley.protocol.id.SessionId;
import chat.parley.protocol.id.UserId;
import io.lettuce.core.AclSetuserArgs;
import io.lettuce.core.KillArgs;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.protocol.CommandType;
import java.util.function.Function;

/// The tests' own way into Redis: sessions as identity keeps them, and what an operator might do.
public final class Sessions implements AutoCloseable {
    private final RedisClient client;

    Sessions(String uri) {
        client = RedisClient.create(uri);
    }

    /// The session lives from now on.
    public void begin(UserId user, SessionId session) {
        boolean unused = with(redis -> redis.hset(LivingSessions.key(user, session), "since", "now"));
    }

    /// Logout, revocation, change of password: the session is over.
    public void end(UserId user, SessionId session) {
        long unused = with(redis -> redis.del(LivingSessions.key(user, session)));
    }

    /// Cuts every connection that listens; returns how many.
    public long killListeners() {
        return with(redis -> redis.clientKill(KillArgs.Builder.typePubsub()));
    }

    /// All keys are gone.
    public void empty() {
        String unused = with(RedisCommands::flushall);
    }

    /// From now on whatever nodes publish is refused, and thereby lost, until they may again.
    public void mayPublish(boolean may) {
        AclSetuserArgs rights = new AclSetuserArgs();
        AclSetuserArgs unusedRights =
                may ? rights.addCommand(CommandType.PUBLISH) : rights.removeCommand(CommandType.PUBLISH);
        String unused = with(redis -> redis.aclSetuser("default", rights));
    }

    @Override
    public void close() {
        client.shutdown();
    }

    private <T> T with(Function<RedisCommands<String, String>, T> work) {
        try (StatefulRedisConnection<String, String> connection = client.connect()) {
            return work.apply(connection.sync());
        }
    }
}
