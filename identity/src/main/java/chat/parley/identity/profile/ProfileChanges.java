package chat.parley.identity.profile;

import chat.parley.edge.problem.ProblemException;
import chat.parley.protocol.account.AccountBodies.UpdateUser;
import chat.parley.protocol.error.ErrorCode;
import chat.parley.protocol.id.UserId;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;

/// Changes what people say about themselves.
///
/// A handle is claimed first, written into the account second, and the one before it is given back last: a crash in
/// between leaves a handle that is its person's without showing, which asking for it again repairs; two people never
/// have the same.
@Service
public class ProfileChanges {
    private final ProfileStore profiles;
    private final HandleStore handles;

    ProfileChanges(ProfileStore profiles, HandleStore handles) {
        this.profiles = profiles;
        this.handles = handles;
    }

    /// `CONFLICT` when the handle is somebody else's, `UNAUTHENTICATED` when the account is gone.
    public Mono<Void> apply(UserId id, UpdateUser update) {
        String handle = update.handle();
        return handle == null ? write(id, fields(update)).then() : withHandle(id, handle, update);
    }

    private Mono<Void> withHandle(UserId id, String handle, UpdateUser update) {
        return claim(id, handle)
                .flatMap(claim -> write(id, fields(update, claim))
                        .onErrorResume(
                                ProblemException.class,
                                gone -> giveBack(id, claim).then(Mono.error(gone)))
                        .flatMap(before -> giveBack(id, before)));
    }

    private Mono<HandleClaim> claim(UserId id, String handle) {
        return handle.isEmpty()
                ? Mono.just(HandleClaim.NONE)
                : handles.claim(handle, id)
                        .map(mark -> new HandleClaim(handle, mark))
                        .switchIfEmpty(Mono.error(ProfileChanges::taken));
    }

    private Mono<HandleClaim> write(UserId id, Map<String, String> fields) {
        return profiles.set(id, fields).switchIfEmpty(Mono.error(ProblemException::unauthenticated));
    }

    private Mono<Void> giveBack(UserId id, HandleClaim claim) {
        return claim.handle().isEmpty() ? Mono.empty() : handles.release(claim.handle(), id, claim.mark());
    }

    private static Map<String, String> fields(UpdateUser update, HandleClaim claim) {
        Map<String, String> fields = fields(update);
        fields.put(ProfileStore.HANDLE, claim.handle());
        fields.put(ProfileStore.MARK, claim.mark());
        return fields;
    }

    private static Map<String, String> fields(UpdateUser update) {
        Map<String, String> fields = new LinkedHashMap<>();
        put(fields, "name", update.name());
        put(fields, "about", update.about());
        put(fields, "language", update.language());
        put(fields, "timeZone", update.timeZone());
        return fields;
    }

    private static void put(Map<String, String> fields, String field, @Nullable String value) {
        if (value != null) {
            fields.put(field, value);
        }
    }

    private static ProblemException taken() {
        return new ProblemException(ErrorCode.CONFLICT, "This handle is taken. Choose another one.");
    }
}
