package chat.parley.contract.cluster;

import chat.parley.edge.token.AccessTokens;
import chat.parley.protocol.id.SessionId;
import chat.parley.protocol.id.UserId;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Stands in for the identity service: publishes a key, signs tokens with it, and knows everybody.
final class Identity implements AutoCloseable {
    static final String ISSUER = "parley.contract";
    private static final Duration LIFE = Duration.ofMinutes(30);
    private static final String KEY_ID = "contract";

    private final ECKey key;
    private final int port;
    private HttpServer server;

    Identity() {
        try {
            key = new ECKeyGenerator(Curve.P_256).keyID(KEY_ID).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
        server = serve(0);
        port = server.getAddress().getPort();
    }

    int port() {
        return port;
    }

    void stop() {
        server.stop(0);
    }

    void start() {
        server = serve(port);
    }

    String token(UserId user, SessionId session) {
        Instant now = Instant.now();
        JWTClaimsSet claims = new JWTClaimsSet.Builder()
                .issuer(ISSUER)
                .audience(AccessTokens.AUDIENCE)
                .subject(user.value())
                .claim(AccessTokens.SESSION_CLAIM, session.value())
                .notBeforeTime(Date.from(now.minusSeconds(1)))
                .expirationTime(Date.from(now.plus(LIFE)))
                .build();
        return signed(claims);
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private HttpServer serve(int at) {
        try {
            HttpServer serving = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), at), 0);
            serving.createContext("/.well-known/jwks.json", this::keys);
            serving.createContext("/internal/v1/profiles", Identity::profiles);
            serving.createContext("/internal/v1/blocks", Identity::blocks);
            serving.start();
            return serving;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String signed(JWTClaimsSet claims) {
        JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.ES256)
                .type(AccessTokens.TYPE)
                .keyID(KEY_ID)
                .build();
        SignedJWT jwt = new SignedJWT(header, claims);
        try {
            jwt.sign(new ECDSASigner(key));
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
        return jwt.serialize();
    }

    private void keys(HttpExchange exchange) throws IOException {
        answer(exchange, new JWKSet(key.toPublicJWK()).toString());
    }

    private static void profiles(HttpExchange exchange) throws IOException {
        JsonNode asked = JsonMapper.shared().readTree(exchange.getRequestBody());
        String users = StreamSupport.stream(asked.path("userIds").spliterator(), false)
                .map(id -> "{\"id\":" + id + ",\"name\":\"somebody\"}")
                .collect(Collectors.joining(",", "{\"users\":[", "]}"));
        answer(exchange, users);
    }

    /// Nobody blocked anybody.
    private static void blocks(HttpExchange exchange) throws IOException {
        exchange.getRequestBody().readAllBytes();
        answer(exchange, "{\"blocks\":[]}");
    }

    private static void answer(HttpExchange exchange, String json) throws IOException {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, body.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(body);
        }
    }
}
