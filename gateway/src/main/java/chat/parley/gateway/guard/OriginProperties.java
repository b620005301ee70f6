package chat.parley.gateway.guard;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// @param origins the pages that may call us, exactly as browsers name them (`https://chat.example.org`)
@ConfigurationProperties("parley")
record OriginProperties(@DefaultValue List<String> origins) {
    OriginProperties {
        origins = origins.stream()
                .map(String::strip)
                .filter(text -> !text.isEmpty())
                .toList();
    }
}
