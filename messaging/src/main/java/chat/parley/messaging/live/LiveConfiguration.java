package chat.parley.messaging.live;

import chat.parley.edge.address.ClientAddresses;
import chat.parley.edge.token.AccessTokens;
import chat.parley.edge.token.LivingSessions;
import chat.parley.edge.token.PublicPaths;
import chat.parley.messaging.block.Separation;
import chat.parley.messaging.fanout.Audience;
import chat.parley.messaging.fanout.ConnectionRegistry;
import chat.parley.messaging.fanout.HeadChanges;
import chat.parley.messaging.fanout.Roll;
import chat.parley.messaging.fanout.Signals;
import chat.parley.messaging.membership.Memberships;
import chat.parley.messaging.outbound.Outbound;
import chat.parley.messaging.presence.Acquaintances;
import chat.parley.messaging.presence.Presence;
import java.time.Clock;
import java.util.Map;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.web.reactive.handler.SimpleUrlHandlerMapping;

/// Puts the live connection together.
@Configuration(proxyBeanMethods = false)
class LiveConfiguration {
    private static final String PATH = "/ws";

    @Bean
    PublicPaths livePaths() {
        return PublicPaths.of(PATH, "/api/v1/openapi/messaging");
    }

    @Bean
    Roll roll(Memberships memberships) {
        return new StoredRoll(memberships);
    }

    @Bean
    Acquaintances acquaintances(Memberships memberships, Separation separation) {
        return new Unblocked(memberships::acquaintances, separation);
    }

    @Bean
    Gate gate(AccessTokens tokens, LivingSessions sessions) {
        return new SessionGate(tokens, sessions);
    }

    @Bean
    LiveConnections liveConnections(
            Gate gate,
            Chats chats,
            Audience audience,
            Signals signals,
            Presence presence,
            Separation separation,
            Clock clock,
            LiveProperties properties) {
        EntryPages pages = new EntryPages(chats);
        SessionParts parts = new SessionParts(
                gate,
                audience,
                presence,
                new Synchronisation(chats, audience, pages, separation),
                new Commands(chats, audience, signals, presence, pages),
                properties.live().framesPerSecond(),
                System::nanoTime,
                clock);
        return new LiveConnections(
                parts, properties.maxConnections(), properties.live().strangersPerAddress());
    }

    @Bean
    LiveUpkeep liveUpkeep(
            LiveConnections connections,
            Gate gate,
            ConnectionRegistry registry,
            HeadChanges heads,
            LiveProperties properties) {
        SessionSweep sweep = new SessionSweep(connections, gate, System::nanoTime);
        return new LiveUpkeep(
                connections,
                sweep,
                new Heartbeats(registry, heads),
                new Drain(connections, properties.live().drainWindow()));
    }

    @Bean
    PersonChanges personChanges(LiveConnections connections, Presence presence) {
        return new PersonChanges(connections, presence);
    }

    @Bean
    Gatekeeper gatekeeper(LiveProperties properties, ClientAddresses addresses, LiveConnections connections) {
        return new Gatekeeper(new Origins(properties.origins()), addresses, connections);
    }

    @Bean
    Outbound outbound(LiveProperties properties) {
        return properties.live().coalesce() ? Outbound.coalescing() : Outbound.oneByOne();
    }

    @Bean
    SimpleUrlHandlerMapping webSocketMapping(
            Gatekeeper gatekeeper, LiveConnections connections, Outbound outbound, LiveProperties properties) {
        SocketWires wires = properties.live().outbound().wires(outbound);
        Handshake handshake = new Handshake(
                gatekeeper, (address, in, out) -> new WebSocketTalk(connections, wires, address).over(in, out));
        return new SimpleUrlHandlerMapping(Map.of(PATH, handshake), Ordered.HIGHEST_PRECEDENCE);
    }
}
