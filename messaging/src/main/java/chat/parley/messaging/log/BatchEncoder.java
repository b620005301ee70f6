package chat.parley.messaging.log;

import chat.parley.protocol.chat.Head;
import chat.parley.protocol.chat.LogEntry;
import chat.parley.protocol.live.ServerEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import org.springframework.stereotype.Component;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;

/// Turns consecutive entries into frames of bounded size, once per node.
@Component
public class BatchEncoder {
    /// A frame is closed when its texts exceed this; one entry alone may be larger, up to the limit of a text.
    private static final int TEXT_CHARACTERS_PER_FRAME = 64 * 1024;

    private final LongAdder encoded = new LongAdder();
    private final ObjectWriter json;

    BatchEncoder(JsonMapper mapper) {
        json = mapper.writerFor(ServerEvent.class);
    }

    /// Batches in order of seq; `entries` must not be empty.
    List<Batch> encode(List<LogEntry> entries) {
        List<Batch> batches = new ArrayList<>(1);
        int from = 0;
        int characters = 0;
        for (int i = 0; i < entries.size(); i++) {
            characters += length(entries.get(i));
            if (characters > TEXT_CHARACTERS_PER_FRAME || i == entries.size() - 1) {
                batches.add(batch(entries.subList(from, i + 1)));
                from = i + 1;
                characters = 0;
            }
        }
        return batches;
    }

    private Batch batch(List<LogEntry> entries) {
        LogEntry first = entries.getFirst();
        LogEntry last = entries.getLast();
        List<LogEntry.Notice> notices = entries.stream()
                .filter(LogEntry.Notice.class::isInstance)
                .map(LogEntry.Notice.class::cast)
                .toList();
        encoded.increment();
        byte[] frame = json.writeValueAsBytes(new ServerEvent.Entries(first.chatId(), entries, false));
        return new Batch(
                first.chatId(), first.seq(), new Head(last.chatId(), last.seq(), last.ordinal()), notices, frame);
    }

    /// How many frames this node encoded since its start: one for each batch, whoever many it goes to; none for what
    /// other nodes appended.
    public long encoded() {
        return encoded.sum();
    }

    private static int length(LogEntry entry) {
        return switch (entry) {
            case LogEntry.Message message -> message.text().length();
            case LogEntry.Notice notice -> 26 * notice.subjects().size();
        };
    }
}
