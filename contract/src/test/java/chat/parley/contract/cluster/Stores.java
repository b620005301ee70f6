package chat.parley.contract.cluster;

import chat.parley.teststores.PrivateRedis;

/// What nodes need to start.
record Stores(int mongoPort, PrivateRedis redis, int identityPort) {
    static final String DATABASE = "contract";
}
