package chat.parley.cli.live;

import chat.parley.cli.Json;
import chat.parley.protocol.live.ClientCommand;
import tools.jackson.databind.ObjectWriter;

/// A command in the form in which it travels.
public final class Spoken {
    private static final ObjectWriter COMMANDS = Json.MAPPER.writerFor(ClientCommand.class);

    private final Way way;
    private final byte[] json;

    private Spoken(Way way, byte[] json) {
        this.way = way;
        this.json = json;
    }

    /// Whether there is an answer.
    enum Way {
        /// A request with a response.
        COMMAND,
        /// Fire and forget.
        SIGNAL
    }

    /// This command.
    public static Spoken of(ClientCommand command) {
        return new Spoken(way(command), COMMANDS.writeValueAsBytes(command));
    }

    /// A command that is JSON already.
    ///
    /// @param json not to be written to any more
    public static Spoken command(byte[] json) {
        return new Spoken(Way.COMMAND, json);
    }

    /// How RSocket carries it; a WebSocket has one way only.
    Way way() {
        return way;
    }

    /// Not to be written to.
    byte[] json() {
        return json;
    }

    private static Way way(ClientCommand command) {
        return switch (command) {
            case ClientCommand.Typing typing -> Way.SIGNAL;
            case ClientCommand.Delivered delivered -> Way.SIGNAL;
            case ClientCommand.Read read -> Way.SIGNAL;
            case ClientCommand.Send send -> Way.COMMAND;
            case ClientCommand.Resume resume -> Way.COMMAND;
            case ClientCommand.Presence presence -> Way.COMMAND;
            case ClientCommand.Renew renew -> Way.COMMAND;
            case ClientCommand.Ping ping -> Way.COMMAND;
            case ClientCommand.Hello hello -> throw new IllegalArgumentException("hello opens a connection");
        };
    }
}
