package chat.parley.messaging.live;

import chat.parley.messaging.connection.Answers;
import chat.parley.messaging.connection.Connection;
import chat.parley.messaging.fanout.Audience;
import chat.parley.messaging.fanout.Signals;
import chat.parley.messaging.log.Append;
import chat.parley.messaging.log.AppendOutcome;
import chat.parley.messaging.presence.Presence;
import chat.parley.messaging.receipt.ReceiptOutcome;
import chat.parley.protocol.error.ErrorCode;
import chat.parley.protocol.id.ChatId;
import chat.parley.protocol.live.ClientCommand;
import chat.parley.protocol.live.ServerEvent;
import reactor.core.publisher.Mono;

/// What the commands of a connection that was let in do. Each says its answer before it completes; an error of the
/// result
/// is a surprise.
final class Commands {
    private final Chats chats;
    private final Audience audience;
    private final Signals signals;
    private final Presence presence;
    private final EntryPages pages;

    Commands(Chats chats, Audience audience, Signals signals, Presence presence, EntryPages pages) {
        this.chats = chats;
        this.audience = audience;
        this.signals = signals;
        this.presence = presence;
        this.pages = pages;
    }

    /// Enqueued at subscription: sends of one connection keep their order without waiting for each other.
    Mono<Void> send(Connection connection, Answers answers, ClientCommand.Send send) {
        return chats.append(send.chatId(), new Append.Text(connection.userId(), send.clientMessageId(), send.text()))
                .doOnNext(outcome -> answers.say(answer(send, outcome)))
                .then();
    }

    Mono<Void> delivered(Connection connection, Answers answers, ClientCommand.Delivered delivered) {
        ChatId chat = delivered.chatId();
        return asMember(
                connection,
                answers,
                chat,
                Mono.defer(() -> chats.delivered(chat, connection.userId(), delivered.upTo()))
                        .doOnNext(outcome -> answer(answers, chat, outcome))
                        .then());
    }

    Mono<Void> read(Connection connection, Answers answers, ClientCommand.Read read) {
        ChatId chat = read.chatId();
        return asMember(
                connection,
                answers,
                chat,
                Mono.defer(() -> chats.read(chat, connection.userId(), read.upTo()))
                        .doOnNext(outcome -> answer(answers, chat, outcome))
                        .then());
    }

    /// Only where the connection follows the conversation, which only members do.
    Mono<Void> typing(Connection connection, ClientCommand.Typing typing) {
        return Mono.fromRunnable(() -> tellTyping(connection, typing));
    }

    Mono<Void> presence(Connection connection, ClientCommand.Presence command) {
        return presence.watch(connection, command.userIds());
    }

    /// The store is asked, and not this node's subscriptions.
    Mono<Void> resume(Connection connection, Answers answers, ClientCommand.Resume resume) {
        ChatId chat = resume.chatId();
        return chats.membership(chat, connection.userId())
                .singleOptional()
                .flatMap(found -> found.map(joined -> pages.send(answers, joined, resume.after()))
                        .orElseGet(() -> strange(answers, chat)));
    }

    Mono<Void> ping(Answers answers) {
        return Mono.fromRunnable(() -> answers.say(new ServerEvent.Pong()));
    }

    private Mono<Void> asMember(Connection connection, Answers answers, ChatId chat, Mono<Void> action) {
        if (audience.follows(connection, chat)) {
            return action;
        }
        return chats.membership(chat, connection.userId())
                .hasElement()
                .flatMap(member -> member ? action : strange(answers, chat));
    }

    private static Mono<Void> strange(Answers answers, ChatId chat) {
        return Mono.fromRunnable(() -> refuse(answers, chat, ErrorCode.NOT_FOUND, "There is no such conversation."));
    }

    private void tellTyping(Connection connection, ClientCommand.Typing typing) {
        if (audience.follows(connection, typing.chatId())) {
            signals.toChat(
                    typing.chatId(),
                    connection.userId(),
                    new ServerEvent.TypingChanged(typing.chatId(), connection.userId(), typing.active()));
        }
    }

    private static void answer(Answers answers, ChatId chat, ReceiptOutcome outcome) {
        switch (outcome) {
            case ReceiptOutcome.At at -> {}
            case ReceiptOutcome.Refused refused -> refuse(answers, chat, refused.code(), refused.detail());
        }
    }

    private static ServerEvent answer(ClientCommand.Send send, AppendOutcome outcome) {
        return switch (outcome) {
            case AppendOutcome.Stored stored -> ack(send, stored);
            case AppendOutcome.Refused no ->
                new ServerEvent.Refused(
                        no.code(), no.detail(), send.clientMessageId(), send.chatId(), no.retryAfterMs());
        };
    }

    private static ServerEvent ack(ClientCommand.Send send, AppendOutcome.Stored stored) {
        return new ServerEvent.Ack(
                send.chatId(),
                send.clientMessageId(),
                stored.entry().id(),
                stored.entry().seq(),
                stored.entry().createdAt(),
                stored.duplicate());
    }

    private static void refuse(Answers answers, ChatId chat, ErrorCode code, String detail) {
        answers.say(new ServerEvent.Refused(code, detail, null, chat, null));
    }
}
