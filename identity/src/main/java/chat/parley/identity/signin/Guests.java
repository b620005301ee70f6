package chat.parley.identity.signin;

import chat.parley.identity.device.Visit;
import chat.parley.identity.device.Visits;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Component;

/// Tells from a request who is about to come in. A browser is known again by a cookie; a program, which keeps none, by
/// what and where it is.
@Component
class Guests {
    private final Visits visits;
    private final Callers callers;
    private final Marks marks;

    Guests(Visits visits, Callers callers, Marks marks) {
        this.visits = visits;
        this.callers = callers;
        this.marks = marks;
    }

    Guest of(ServerHttpRequest request) {
        Visit visit = visits.of(request);
        return switch (callers.any(request.getHeaders())) {
            case PAGE -> new Guest(visit, marks.keptOrNew(Cookies.of(request, HostCookie.DEVICE)));
            case PROGRAM -> new Guest(visit, "program:" + visit.device() + ":" + visit.client());
        };
    }
}
