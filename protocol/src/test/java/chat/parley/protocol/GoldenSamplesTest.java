package chat.parley.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.protocol.account.AccountBodies;
import chat.parley.protocol.account.AdminBodies;
import chat.parley.protocol.account.BlockBodies;
import chat.parley.protocol.account.CredentialBodies;
import chat.parley.protocol.account.LoadTestBodies;
import chat.parley.protocol.account.SessionBodies;
import chat.parley.protocol.chat.ChatPage;
import chat.parley.protocol.chat.ChatRequests;
import chat.parley.protocol.chat.ChatView;
import chat.parley.protocol.chat.EntryPage;
import chat.parley.protocol.chat.MemberPage;
import chat.parley.protocol.chat.UserSummary;
import chat.parley.protocol.error.Problem;
import chat.parley.protocol.event.IdentityEvent;
import chat.parley.protocol.live.ClientCommand;
import chat.parley.protocol.live.ServerEvent;
import chat.parley.protocol.mail.CodeMail;
import chat.parley.protocol.mail.CodePurpose;
import chat.parley.protocol.mail.NoticeMail;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// The samples are what the web client's tests read too: a change to a record that changes the wire fails here or
/// there.
final class GoldenSamplesTest {
    private static final Path SAMPLES = Path.of("src/test/resources/samples");
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    private static final Map<String, Class<?>> BODIES = Map.ofEntries(
            Map.entry("chat-view", ChatView.class),
            Map.entry("chat-page", ChatPage.class),
            Map.entry("entry-page", EntryPage.class),
            Map.entry("member-page", MemberPage.class),
            Map.entry("sent", ChatRequests.Sent.class),
            Map.entry("code-sent", AccountBodies.CodeSent.class),
            Map.entry("signed-in", AccountBodies.SignedIn.class),
            Map.entry("signed-in-program", AccountBodies.SignedIn.class),
            Map.entry("refresh", AccountBodies.Refresh.class),
            Map.entry("new-load-test-accounts", LoadTestBodies.NewAccounts.class),
            Map.entry("load-test-accounts", LoadTestBodies.Accounts.class),
            Map.entry("me", AccountBodies.Me.class),
            Map.entry("account-page", AdminBodies.AccountPage.class),
            Map.entry("suspend", AdminBodies.Suspend.class),
            Map.entry("audit-page", AdminBodies.AuditPage.class),
            Map.entry("blocks", BlockBodies.Blocks.class),
            Map.entry("blocks-request", BlockBodies.BlocksRequest.class),
            Map.entry("blocks-answer", BlockBodies.BlocksAnswer.class),
            Map.entry("change-role", AdminBodies.ChangeRole.class),
            Map.entry("user-summary", UserSummary.class),
            Map.entry("profiles", AccountBodies.Profiles.class),
            Map.entry("problem", Problem.class),
            Map.entry("login", AccountBodies.Login.class),
            Map.entry("verify", AccountBodies.Verify.class),
            Map.entry("update-user", AccountBodies.UpdateUser.class),
            Map.entry("code-sent-program", AccountBodies.CodeSent.class),
            Map.entry("login-program", AccountBodies.Login.class),
            Map.entry("verify-program", AccountBodies.Verify.class),
            Map.entry("update-profile", AccountBodies.UpdateUser.class),
            Map.entry("open-sessions", SessionBodies.OpenSessions.class),
            Map.entry("password-login", CredentialBodies.PasswordLogin.class),
            Map.entry("new-password", CredentialBodies.NewPassword.class),
            Map.entry("reauth-by-code", CredentialBodies.Reauth.class),
            Map.entry("reauth-by-password", CredentialBodies.Reauth.class),
            Map.entry("new-email", CredentialBodies.NewEmail.class),
            Map.entry("confirm-email", CredentialBodies.ConfirmEmail.class),
            Map.entry("find-user", AccountBodies.FindUser.class),
            Map.entry("open-direct", ChatRequests.OpenDirect.class),
            Map.entry("open-group", ChatRequests.OpenGroup.class),
            Map.entry("add-members", ChatRequests.AddMembers.class),
            Map.entry("rename", ChatRequests.Rename.class),
            Map.entry("send-message", ChatRequests.SendMessage.class));

    @ParameterizedTest
    @MethodSource("commands")
    void everyCommandSampleReadsAndWritesTheSame(Path sample) {
        assertRoundTrip(sample, ClientCommand.class);
    }

    @ParameterizedTest
    @MethodSource("events")
    void everyEventSampleReadsAndWritesTheSame(Path sample) {
        assertRoundTrip(sample, ServerEvent.class);
    }

    @ParameterizedTest
    @MethodSource("identityEvents")
    void everySampleOfIdentityReadsAndWritesTheSame(Path sample) {
        assertRoundTrip(sample, IdentityEvent.class);
    }

    @ParameterizedTest
    @MethodSource("bodies")
    void everyHttpSampleReadsAndWritesTheSame(Path sample) {
        String name = sample.getFileName().toString().replace(".json", "");
        assertThat(BODIES).containsKey(name);
        Class<?> body = BODIES.get(name);
        assertThat(body).isNotNull();
        if (body != null) {
            assertRoundTrip(sample, body);
        }
    }

    @Test
    void everyMailSampleReadsAndWritesTheSame() {
        assertRoundTrip(SAMPLES.resolve("mail/code.json"), CodeMail.class);
        assertRoundTrip(SAMPLES.resolve("mail/notice.json"), NoticeMail.class);
    }

    @Test
    void aCodeMailOfAnOlderSenderIsForSigningIn() {
        String older = read(SAMPLES.resolve("mail/code.json")).replace(",\"purpose\":\"SIGN_IN\"", "");
        assertThat(JSON.readValue(older, CodeMail.class).purpose()).isEqualTo(CodePurpose.SIGN_IN);
    }

    @Test
    void everyCommandHasASample() {
        assertThat(types(commands(), ClientCommand.class)).containsAll(subtypes(ClientCommand.class));
    }

    @Test
    void everyEventHasASample() {
        assertThat(types(events(), ServerEvent.class)).containsAll(subtypes(ServerEvent.class));
    }

    @Test
    void everyEventOfIdentityHasASampleAndAKeyOfItsName() {
        assertThat(types(identityEvents(), IdentityEvent.class)).containsAll(subtypes(IdentityEvent.class));
        assertThat(identityEvents())
                .allSatisfy(sample -> assertThat(JSON.readValue(read(sample), IdentityEvent.class)
                                .routingKey())
                        .isEqualTo("user.%s", sample.getFileName().toString().replace(".json", "")));
    }

    private static <T> void assertRoundTrip(Path sample, Class<T> type) {
        String json = read(sample);
        assertThat(JSON.readTree(JSON.writerFor(type).writeValueAsString(JSON.readValue(json, type))))
                .isEqualTo(JSON.readTree(json));
    }

    private static List<Class<?>> types(Stream<Path> samples, Class<?> sealed) {
        return samples.<Class<?>>map(
                        sample -> JSON.readValue(read(sample), sealed).getClass())
                .toList();
    }

    private static List<Class<?>> subtypes(Class<?> sealed) {
        return Arrays.asList(sealed.getPermittedSubclasses());
    }

    private static Stream<Path> commands() {
        return samples("commands");
    }

    private static Stream<Path> events() {
        return samples("events");
    }

    private static Stream<Path> identityEvents() {
        return samples("identity");
    }

    private static Stream<Path> bodies() {
        return samples("http");
    }

    private static Stream<Path> samples(String folder) {
        try (Stream<Path> files = Files.list(SAMPLES.resolve(folder))) {
            return files.sorted().toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path sample) {
        try {
            return Files.readString(sample);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
