package chat.parley.gateway.guard;

import io.netty.handler.ipfilter.IpFilterRuleType;
import io.netty.handler.ipfilter.IpSubnetFilterRule;
import java.net.InetSocketAddress;
import java.util.List;

/// Addresses and networks, as `192.0.2.7`, `10.0.0.0/8`, `fd00::/8`.
record Networks(List<IpSubnetFilterRule> rules) {
    private static final int IPV4_BITS = 32;
    private static final int IPV6_BITS = 128;

    static Networks parse(List<String> texts) {
        return new Networks(
                texts.stream().map(String::strip).map(Networks::rule).toList());
    }

    boolean contain(InetSocketAddress address) {
        return rules.stream().anyMatch(rule -> rule.matches(address));
    }

    private static IpSubnetFilterRule rule(String text) {
        int slash = text.indexOf('/');
        String address = slash < 0 ? text : text.substring(0, slash);
        int whole = address.contains(":") ? IPV6_BITS : IPV4_BITS;
        int bits = slash < 0 ? whole : Integer.parseInt(text.substring(slash + 1));
        return new IpSubnetFilterRule(address, bits, IpFilterRuleType.ACCEPT);
    }
}
