package chat.parley.messaging.person;

import java.net.URI;

/// The way to an identity of the tests.
public final class TestIdentity {
    private TestIdentity() {}

    public static IdentityHttp at(String uri) {
        return new IdentityHttp(new IdentityProperties(URI.create(uri), "t".repeat(32)));
    }
}
