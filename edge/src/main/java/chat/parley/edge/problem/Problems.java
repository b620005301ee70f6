package chat.parley.edge.problem;

import chat.parley.protocol.error.ErrorCode;
import chat.parley.protocol.error.InvalidInput;
import chat.parley.protocol.error.Problem;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.http.HttpStatusCode;
import org.springframework.web.server.ResponseStatusException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DatabindException;

/// From any error to what the caller may know of it. Public for other transports than HTTP.
public final class Problems {
    private static final int SHOWN_PATH = 80;

    private Problems() {}

    /// The answer to this error; `INTERNAL` for what nobody foresaw.
    public static Problem of(Throwable error) {
        return Causes.find(error, ProblemException.class)
                .map(ProblemException::problem)
                .or(() -> Causes.find(error, InvalidInput.class)
                        .map(input -> Problem.of(input.code(), sentence(input.detail()))))
                .or(() -> tooLarge(error))
                .or(() -> malformed(error))
                .or(() -> Causes.find(error, ResponseStatusException.class).map(Problems::ofStatus))
                .or(() -> outage(error))
                .orElseGet(Problems::internal);
    }

    private static Optional<Problem> tooLarge(Throwable error) {
        return Causes.find(error, DataBufferLimitException.class).map(limit -> ofCode(ErrorCode.PAYLOAD_TOO_LARGE));
    }

    private static Optional<Problem> malformed(Throwable error) {
        return Causes.find(error, ResponseStatusException.class)
                .filter(status -> status.getStatusCode().is4xxClientError())
                .flatMap(status -> Causes.find(status, JacksonException.class))
                .map(json -> Problem.of(ErrorCode.BAD_REQUEST, detailOf(json)));
    }

    private static String detailOf(JacksonException json) {
        String path = json instanceof DatabindException databind ? pathOf(databind) : "";
        return path.isEmpty() ? "The body is not the JSON that is expected here." : "Check the field " + path + ".";
    }

    /// Only what could be a name of ours is repeated.
    private static String pathOf(DatabindException error) {
        String path = error.getPath().stream()
                .map(step -> step.getPropertyName() == null ? "[]" : step.getPropertyName())
                .collect(Collectors.joining("."));
        return path.length() <= SHOWN_PATH && path.matches("[A-Za-z][A-Za-z0-9.\\[\\]]*") ? path : "";
    }

    private static Problem ofStatus(ResponseStatusException error) {
        HttpStatusCode status = error.getStatusCode();
        return switch (status.value()) {
            case 401 -> ProblemException.unauthenticated().problem();
            case 403 -> ofCode(ErrorCode.FORBIDDEN);
            case 404 -> ProblemException.notFound().problem();
            case 405 -> ofCode(ErrorCode.METHOD_NOT_ALLOWED);
            case 406 -> ofCode(ErrorCode.NOT_ACCEPTABLE);
            case 413 -> ofCode(ErrorCode.PAYLOAD_TOO_LARGE);
            case 415 -> Problem.of(ErrorCode.UNSUPPORTED_MEDIA_TYPE, "Send application/json.");
            case 503 -> ProblemException.unavailable().problem();
            default ->
                status.is4xxClientError()
                        ? Problem.of(ErrorCode.BAD_REQUEST, "The request could not be understood.")
                        : internal();
        };
    }

    private static Optional<Problem> outage(Throwable error) {
        return Outages.isOutage(error)
                ? Optional.of(ProblemException.unavailable().problem())
                : Optional.empty();
    }

    private static Problem internal() {
        return Problem.of(ErrorCode.INTERNAL, "The request failed. It was noted on our side.");
    }

    private static Problem ofCode(ErrorCode code) {
        return Problem.of(code, code.title() + ".");
    }

    private static String sentence(String text) {
        return text.endsWith(".") ? text : text + ".";
    }
}
