package chat.parley.cli.report;

import chat.parley.cli.Json;
import tools.jackson.databind.SerializationFeature;

/// The report for other programs.
public final class JsonReport {
    private JsonReport() {}

    /// All of it, as JSON.
    public static String of(LoadReport report) {
        return Json.MAPPER.writer().with(SerializationFeature.INDENT_OUTPUT).writeValueAsString(report) + "\n";
    }
}
