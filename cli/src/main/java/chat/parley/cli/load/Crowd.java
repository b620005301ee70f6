package chat.parley.cli.load;

import chat.parley.cli.Refusal;
import chat.parley.cli.http.Answered;
import chat.parley.cli.http.Api;
import chat.parley.protocol.Limits;
import chat.parley.protocol.account.LoadTestBodies;
import chat.parley.protocol.account.LoadTestBodies.Account;
import chat.parley.protocol.chat.ChatView;
import chat.parley.protocol.id.UserId;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// People and rooms for a run, made over the server's ordinary HTTP interface but for how the people sign in.
final class Crowd {
    private static final int ACCOUNTS = 200;
    private static final int ROOMS_AT_ONCE = 4;

    private final Api api;
    private final String prefix;

    /// @param prefix no other run's
    Crowd(Api api, String prefix) {
        this.api = api;
        this.prefix = prefix;
    }

    /// So many accounts that nobody had before.
    Mono<List<Account>> accounts(int count) {
        return Flux.range(0, Math.ceilDiv(count, ACCOUNTS))
                .concatMap(part -> some(part, Math.min(ACCOUNTS, count - part * ACCOUNTS)))
                .concatMapIterable(LoadTestBodies.Accounts::accounts)
                .collectList()
                .onErrorMap(Answered.class, Crowd::explained);
    }

    /// Rooms of these sizes, in the order of the accounts.
    Mono<List<Seats>> rooms(List<Account> accounts, List<Integer> sizes) {
        List<List<Account>> parts = split(accounts, sizes);
        return Flux.range(0, parts.size())
                .flatMapSequential(number -> room(number, parts.get(number)), ROOMS_AT_ONCE)
                .collectList();
    }

    static List<List<Account>> split(List<Account> accounts, List<Integer> sizes) {
        List<List<Account>> parts = new ArrayList<>();
        int from = 0;
        for (int size : sizes) {
            parts.add(accounts.subList(from, from + size));
            from += size;
        }
        return parts;
    }

    private Mono<LoadTestBodies.Accounts> some(int part, int count) {
        return Api.patiently(api.loadTestAccounts(count, prefix + "-" + part));
    }

    private Mono<Seats> room(int number, List<Account> members) {
        String owner = members.getFirst().accessToken();
        List<List<UserId>> guests =
                chunks(members.stream().skip(1).map(Account::userId).toList());
        UUID request = UUID.randomUUID();
        return Api.patiently(api.openGroup(owner, request, "Load " + prefix + " " + number, guests.getFirst()))
                .delayUntil(chat -> addAll(owner, chat, guests.subList(1, guests.size())))
                .map(chat -> new Seats(chat, members));
    }

    private Mono<Void> addAll(String owner, ChatView chat, List<List<UserId>> guests) {
        return Flux.fromIterable(guests)
                .concatMap(some -> Api.patiently(api.addMembers(owner, chat.id(), some)))
                .then();
    }

    private static List<List<UserId>> chunks(List<UserId> people) {
        int size = Limits.MEMBERS_PER_REQUEST;
        return IntStream.range(0, Math.ceilDiv(people.size(), size))
                .mapToObj(chunk -> people.subList(chunk * size, Math.min(people.size(), (chunk + 1) * size)))
                .toList();
    }

    private static RuntimeException explained(Answered answered) {
        return answered.status() == 404
                ? Refusal.failed("This server gives no accounts for load tests. Start it with the profile load-test; "
                        + "standalone: --load-test.")
                : answered;
    }

    /// A room and those who are in it.
    record Seats(ChatView chat, List<Account> members) {}
}
