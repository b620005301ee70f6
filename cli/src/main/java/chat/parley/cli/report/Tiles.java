package chat.parley.cli.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// The figures that one looks for first.
final class Tiles {
    private Tiles() {}

    static String of(LoadReport report) {
        List<String> tiles = new ArrayList<>();
        if (report.sendToAck().count() > 0) {
            tiles.add(tile("Deliveries", Units.count(report.perSecond(report.deliveries())), "/s"));
            tiles.add(tile("Sends", Units.count(report.perSecond(report.sends())), "/s"));
            tiles.add(tile("Delivered, p50", Units.micros(report.sendToDeliver().p50()), ""));
            tiles.add(tile("Delivered, p99", Units.micros(report.sendToDeliver().p99()), ""));
        }
        ServerCost server = report.server();
        if (server == null || report.sendToAck().count() == 0) {
            tiles.add(tile("Connections", Units.count(report.connections()), ""));
        }
        if (server != null) {
            tiles.add(cost(server));
            tiles.add(tile("Server memory", Units.bytes(server.rssAfter()), ""));
        }
        return "<dl class=\"tiles\">" + String.join("", tiles) + "</dl>\n";
    }

    private static String cost(ServerCost server) {
        return server.perMillion() > 0
                ? tile("CPU, million deliveries", String.format(Locale.ROOT, "%.1f", server.perMillion()), "CPU s")
                : tile("Memory a connection", Units.bytes(server.rssPerConnection()), "");
    }

    private static String tile(String name, String value, String unit) {
        return "<div class=\"tile\"><dt>" + Text.escape(name) + "</dt><dd>" + Text.escape(value) + " <small>"
                + Text.escape(unit) + "</small></dd></div>";
    }
}
