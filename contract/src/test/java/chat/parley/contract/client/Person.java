package chat.parley.contract.client;

import chat.parley.contract.cluster.Cluster;
import chat.parley.protocol.id.SessionId;
import chat.parley.protocol.id.UserId;
import java.security.SecureRandom;

/// Somebody with devices.
public record Person(UserId user) {
    private static final SecureRandom RANDOM = new SecureRandom();

    /// Somebody new.
    public static Person create() {
        return new Person(UserId.random(RANDOM));
    }

    /// As in frames and in the history.
    public String name() {
        return user.value();
    }

    /// A new session of this person.
    public Session session(Cluster cluster) {
        return new Session(cluster, user, SessionId.random(RANDOM));
    }

    /// What a device signs in with.
    public record Session(Cluster cluster, UserId user, SessionId id) {
        /// A token; the session lives from now on.
        public String signIn() {
            return cluster.signIn(user, id);
        }

        /// As logging out elsewhere does.
        public void revoke() {
            cluster.sessions().end(user, id);
        }
    }
}
