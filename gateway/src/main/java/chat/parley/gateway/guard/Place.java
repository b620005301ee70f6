package chat.parley.gateway.guard;

import org.springframework.core.Ordered;

/// The order of the guard's filters, from the outermost.
final class Place {
    static final int HEADERS = Ordered.HIGHEST_PRECEDENCE;
    static final int CALLER = HEADERS + 1;
    static final int CLOSED_PATHS = HEADERS + 2;
    static final int RATE = HEADERS + 3;
    static final int ORIGIN = HEADERS + 4;
    static final int BODY = HEADERS + 5;

    private Place() {}
}
