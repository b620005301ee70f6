package chat.parley.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.protocol.error.ErrorCode;
import chat.parley.protocol.live.ClientCommand;
import chat.parley.protocol.live.ServerEvent;
import com.fasterxml.jackson.annotation.JsonTypeName;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/// The document that programs read says what the records and the samples say.
final class AsyncApiTest {
    private static final Path SAMPLES = Path.of("src/test/resources/samples");
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final ObjectNode DOCUMENT = (ObjectNode) YAMLMapper.builder()
            .build()
            .readTree(Path.of("../docs/asyncapi.yaml").toFile());

    static Stream<Path> commands() throws IOException {
        return samples("commands");
    }

    static Stream<Path> events() throws IOException {
        return samples("events");
    }

    @ParameterizedTest
    @MethodSource("commands")
    void everySampleOfACommandIsAsDocumented(Path sample) throws IOException {
        assertThat(errors("say", sample)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("events")
    void everySampleOfAnEventIsAsDocumented(Path sample) throws IOException {
        assertThat(errors("hear", sample)).isEmpty();
        assertThat(DOCUMENT.at("/components/schemas/" + name("hear", read(sample)) + "/properties")
                        .propertyNames())
                .containsAll(read(sample).propertyNames());
    }

    @Test
    void everyTypeIsThere() {
        assertThat(DOCUMENT.at("/channels/live/messages").propertyNames())
                .containsExactlyInAnyOrderElementsOf(
                        Stream.concat(types("say", ClientCommand.class), types("hear", ServerEvent.class))
                                .toList());
    }

    @Test
    void everyErrorCodeIsThere() {
        List<String> codes = DOCUMENT.at("/components/schemas/ErrorCode/enum")
                .valueStream()
                .map(JsonNode::stringValue)
                .toList();
        assertThat(codes)
                .containsExactlyElementsOf(
                        Arrays.stream(ErrorCode.values()).map(Enum::name).toList());
    }

    @Test
    void whatIsNotDocumentedIsFound() {
        JsonNode unknownField = JSON.readTree("{\"type\":\"ping\",\"more\":1}");
        JsonNode wrongType = JSON.readTree("{\"type\":\"pong\",\"chatId\":1}");
        assertThat(schema("sayPing").validate(unknownField)).isNotEmpty();
        assertThat(schema("hearAdded").validate(wrongType)).isNotEmpty();
    }

    private static List<com.networknt.schema.Error> errors(String direction, Path sample) throws IOException {
        JsonNode object = read(sample);
        return schema(name(direction, object)).validate(object);
    }

    private static Schema schema(String name) {
        ObjectNode root = DOCUMENT.deepCopy();
        root.put("$ref", "#/components/schemas/" + name);
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(root);
    }

    private static String name(String direction, JsonNode object) {
        return direction + capitalised(object.path("type").stringValue());
    }

    private static Stream<String> types(String direction, Class<?> sealed) {
        return Arrays.stream(sealed.getPermittedSubclasses())
                .map(type -> type.getAnnotation(JsonTypeName.class).value())
                .map(type -> direction + capitalised(type));
    }

    private static String capitalised(String text) {
        return Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }

    private static JsonNode read(Path sample) throws IOException {
        return JSON.readTree(Files.readString(sample));
    }

    private static Stream<Path> samples(String folder) throws IOException {
        try (Stream<Path> files = Files.list(SAMPLES.resolve(folder))) {
            return files.sorted().toList().stream();
        }
    }
}
