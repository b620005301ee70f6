package chat.parley.cli.http;

import chat.parley.protocol.account.AccountBodies.CodeSent;
import chat.parley.protocol.account.AccountBodies.FindUser;
import chat.parley.protocol.account.AccountBodies.Login;
import chat.parley.protocol.account.AccountBodies.Me;
import chat.parley.protocol.account.AccountBodies.Refresh;
import chat.parley.protocol.account.AccountBodies.SignedIn;
import chat.parley.protocol.account.AccountBodies.UpdateUser;
import chat.parley.protocol.account.AccountBodies.Verify;
import chat.parley.protocol.account.LoadTestBodies;
import chat.parley.protocol.chat.ChatPage;
import chat.parley.protocol.chat.ChatRequests.AddMembers;
import chat.parley.protocol.chat.ChatRequests.OpenDirect;
import chat.parley.protocol.chat.ChatRequests.OpenGroup;
import chat.parley.protocol.chat.ChatView;
import chat.parley.protocol.chat.EntryPage;
import chat.parley.protocol.chat.UserSummary;
import chat.parley.protocol.id.ChatId;
import chat.parley.protocol.id.UserId;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/// What can be asked of a server over HTTP, one line a call.
public final class Api {
    private static final int PAGE = 100;

    private final Http http;

    /// @param server as people open it: `https://chat.example.org`
    public Api(URI server) {
        http = new Http(server);
    }

    /// A code by mail, please.
    ///
    /// @param challengeId of the request before, so that a mail which is on its way already stays good
    public Mono<CodeSent> requestCode(String email, @Nullable String challengeId) {
        return http.post("/login", null, new Login(email, challengeId), CodeSent.class);
    }

    /// Here it is.
    ///
    /// @param challengeId what the answer to the request said
    public Mono<SignedIn> verify(String email, String code, @Nullable String challengeId) {
        return http.post("/verify", null, new Verify(email, code, challengeId), SignedIn.class);
    }

    /// A new access token. The refresh token changes, too.
    public Mono<SignedIn> refresh(String refreshToken) {
        return http.post("/token/refresh", null, new Refresh(refreshToken), SignedIn.class);
    }

    /// Ends the session.
    public Mono<Void> signOut(String accessToken, String refreshToken) {
        return http.post("/logout", accessToken, new Refresh(refreshToken), Void.class);
    }

    /// The name that others see, from now on.
    public Mono<Me> rename(String token, String name) {
        return http.post("/update/user", token, UpdateUser.to(name), Me.class);
    }

    /// The person with exactly this address.
    public Mono<UserSummary> find(String token, String email) {
        return http.post("/user/find", token, new FindUser(email), UserSummary.class);
    }

    /// A person's name.
    public Mono<UserSummary> person(String token, UserId id) {
        return http.get("/user/" + id, token, UserSummary.class);
    }

    /// A page of the list of conversations.
    public Mono<ChatPage> chats(String token, @Nullable String cursor) {
        String from = cursor == null ? "" : "&cursor=" + cursor;
        return http.get("/chat/all?limit=" + PAGE + from, token, ChatPage.class);
    }

    /// One conversation.
    public Mono<ChatView> chat(String token, ChatId id) {
        return http.get("/chat/" + id, token, ChatView.class);
    }

    /// The conversation with one person.
    public Mono<ChatView> openDirect(String token, UserId other) {
        return http.post("/chat/new", token, new OpenDirect(other), ChatView.class);
    }

    /// A new group. The same request id opens it once, however often it is asked.
    public Mono<ChatView> openGroup(String token, UUID requestId, String title, List<UserId> members) {
        return http.post("/chat/group", token, new OpenGroup(requestId, title, members), ChatView.class);
    }

    /// More people for a group, at most 100.
    public Mono<Void> addMembers(String token, ChatId id, List<UserId> members) {
        return http.post("/chat/" + id + "/members", token, new AddMembers(members), Void.class);
    }

    /// Entries `from..to`, as far as they exist and the asking person may see them.
    public Mono<EntryPage> history(String token, ChatId id, long from, long to) {
        return http.get("/message/" + id + "?from=" + from + "&to=" + to, token, EntryPage.class);
    }

    /// The newest entries before this one.
    public Mono<EntryPage> before(String token, ChatId id, long before, int limit) {
        return http.get("/message/" + id + "?before=" + before + "&limit=" + limit, token, EntryPage.class);
    }

    /// Accounts for load tests; 404 where the server is not made for that.
    public Mono<LoadTestBodies.Accounts> loadTestAccounts(int count, String prefix) {
        LoadTestBodies.NewAccounts request = new LoadTestBodies.NewAccounts(count, prefix);
        return http.post("/load-test/accounts", null, request, LoadTestBodies.Accounts.class);
    }

    /// The same call, repeated while the server is busy.
    public static <T> Mono<T> patiently(Mono<T> call) {
        return Http.patiently(call);
    }
}
