package chat.parley.gateway.splice;

import chat.parley.gateway.guard.SocketGuard;
import chat.parley.gateway.route.ServiceAddresses;
import org.springframework.boot.reactor.netty.NettyReactiveWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.client.ReactorResourceFactory;

/// Puts a [Threshold] before the HTTP codec of every connection.
@Configuration(proxyBeanMethods = false)
class SpliceConfiguration {
    @Bean
    Seats seats(SocketProperties properties) {
        return new Seats(properties.most(), properties.perAddress());
    }

    @Bean
    ServiceDoor serviceDoor(ServiceAddresses addresses, ReactorResourceFactory resources) {
        return new ServiceDoor(addresses.messagingUri(), resources.getLoopResources());
    }

    @Bean
    OpenSockets openSockets(Seats seats, ReactorResourceFactory resources, SocketProperties properties) {
        return new OpenSockets(seats, resources.getLoopResources(), properties);
    }

    @Bean
    Entrance entrance(
            SocketGuard guard, Seats seats, ServiceDoor service, OpenSockets sockets, SocketProperties properties) {
        return new Entrance(new Doorman(guard, seats), seats, service, sockets, properties.forHead());
    }

    @Bean
    SocketAnswers socketAnswers(Entrance entrance) {
        return new SocketAnswers(entrance);
    }

    @Bean
    WebServerFactoryCustomizer<NettyReactiveWebServerFactory> thresholds(Entrance entrance) {
        return factory -> factory.addServerCustomizers(
                server -> server.doOnChannelInit((observer, channel, remote) -> Threshold.before(channel, entrance)));
    }
}
