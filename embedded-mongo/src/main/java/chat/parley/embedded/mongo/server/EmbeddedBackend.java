package chat.parley.embedded.mongo.server;

import chat.parley.embedded.mongo.query.Scans;
import chat.parley.embedded.mongo.storage.Storage;
import chat.parley.embedded.mongo.storage.StorageFailure;
import com.google.errorprone.annotations.CanIgnoreReturnValue;
import de.bwaldvogel.mongo.MongoDatabase;
import de.bwaldvogel.mongo.backend.AbstractMongoBackend;
import de.bwaldvogel.mongo.backend.Utils;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.ErrorCode;
import de.bwaldvogel.mongo.exception.MongoServerError;
import de.bwaldvogel.mongo.exception.MongoServerException;
import de.bwaldvogel.mongo.wire.message.MongoMessage;
import io.netty.channel.Channel;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// MongoDB's commands on a [Storage]: a command that writes is one change, which is in the write-ahead log before it is
/// answered, and on the disk if the client asks for that.
public final class EmbeddedBackend extends AbstractMongoBackend {
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedBackend.class);

    private final Map<String, StoredDatabase> databases = new ConcurrentHashMap<>();
    private final Storage storage;
    private final Cursors cursors;
    private final Scans scans = new Scans();
    private final Writers writers = new Writers();
    private final Commands commands;
    private final Expiry expiry;

    /// @param storage closed with the backend
    public EmbeddedBackend(Storage storage, Clock clock) {
        super(clock);
        this.storage = storage;
        cursors = new Cursors(clock);
        commands = new Commands(cursors, clock, this::resolveDatabase, storage);
        openAll();
        expiry = new Expiry(this, clock);
    }

    /// @throws chat.parley.embedded.mongo.storage.UnusableFolder if they make no sense
    private void openAll() {
        try {
            storage.tables().databases().forEach(this::reopen);
        } catch (RuntimeException e) {
            throw storage.notUnderstood(e);
        }
    }

    /// Which kinds of queries no index served.
    public Scans scans() {
        return scans;
    }

    /// Does at once what is done every minute: documents expire, forgotten cursors end.
    public void sweep() {
        cursors.closeIdle();
        expiry.sweep();
    }

    @Override
    public Document handleMessage(MongoMessage message) {
        String command = message.getDocument().keySet().stream().findFirst().orElse("");
        try {
            return super.handleMessage(message);
        } catch (StorageFailure e) {
            LOG.error("The store failed", e);
            return Errors.ofCommand(Errors.of(e));
        } catch (MongoServerException e) {
            return Errors.ofCommand(e);
        } catch (StackOverflowError e) {
            LOG.warn("A command {} that is nested too deep", command);
            return Errors.ofCommand(Records.tooDeep());
        } catch (ClassCastException | NullPointerException e) {
            LOG.debug("Malformed command {}", command, e);
            return Errors.ofCommand(new MongoServerError(
                    ErrorCode.TypeMismatch,
                    "A field of the command '" + command + "' is missing or has the wrong type"));
        } catch (RuntimeException e) {
            LOG.warn("A command {} failed", command, e);
            return Errors.ofCommand(Errors.of(e));
        }
    }

    @Override
    public Document handleCommand(Channel channel, String databaseName, String command, Document query) {
        CommandKind kind = CommandKind.of(command, query);
        Namespaces.check(databaseName, command, query, kind);
        Collation.check(query);
        NotBuilt.check(command, query);
        return switch (kind) {
            case READ -> answer(channel, databaseName, command, query);
            case WRITE -> handleWrite(channel, databaseName, command, query);
            case SCHEMA -> alone(query, () -> answer(channel, databaseName, command, query));
        };
    }

    private Document handleWrite(Channel channel, String databaseName, String command, Document query) {
        Supplier<Document> work = () -> answer(channel, databaseName, command, query);
        Object collection = query.get(command);
        Optional<Document> answer = writers.into(
                databaseName + "." + collection,
                () -> exists(databaseName, collection) ? Optional.of(storage.inChange(work)) : Optional.empty());
        if (answer.isEmpty()) {
            return alone(query, work);
        }
        settle(query);
        return answer.get();
    }

    private boolean exists(String databaseName, @Nullable Object collection) {
        StoredDatabase database = databases.get(databaseName);
        return database != null && database.collection(collection).isPresent();
    }

    private Document alone(Document query, Supplier<Document> work) {
        Document answer = writers.alone(() -> {
            boolean done = false;
            try {
                Document result = storage.inChange(work);
                done = true;
                return result;
            } finally {
                if (!done) {
                    // What is in memory may be what was not written, and in more databases than the command's own.
                    databases.clear();
                }
            }
        });
        settle(query);
        return answer;
    }

    private Document answer(Channel channel, String databaseName, String command, Document query) {
        StoredDatabase database = resolveDatabase(databaseName);
        return commands.handle(
                database, command, query, part -> super.handleCommand(channel, databaseName, command, part));
    }

    /// Waits for the disk as far as the client wants to.
    private void settle(Document query) {
        if (query.get("writeConcern") instanceof Document concern
                && (Utils.isTrue(concern.get("j")) || "majority".equals(concern.get("w")))) {
            storage.sync();
        }
    }

    /// Removes what has expired, some documents at a time.
    ///
    /// @return how many were removed
    int expire(String database, String collection, Document filter, int most) {
        return writers.into(
                database + "." + collection,
                () -> storage.inChange(() -> Optional.ofNullable(databases.get(database))
                        .flatMap(known -> known.collection(collection))
                        .map(all -> all.deleteDocuments(filter, most))
                        .orElse(0)));
    }

    List<StoredDatabase> databases() {
        return storage.tables().databases().stream().map(this::resolveDatabase).toList();
    }

    @Override
    @CanIgnoreReturnValue
    public StoredDatabase resolveDatabase(String databaseName) {
        StoredDatabase known = databases.get(databaseName);
        if (known != null) {
            return known;
        }
        return storage.isChanging() ? begin(databaseName) : openOrEmpty(databaseName);
    }

    private StoredDatabase begin(String databaseName) {
        return databases.computeIfAbsent(databaseName, this::open);
    }

    /// Only a command that changes what there is begins a database. To open one must not meet one that is just being
    /// dropped.
    private StoredDatabase openOrEmpty(String databaseName) {
        return exists(databaseName)
                ? writers.alone(() -> exists(databaseName) ? reopen(databaseName) : empty(databaseName))
                : empty(databaseName);
    }

    private boolean exists(String databaseName) {
        return storage.tables().databases().contains(databaseName);
    }

    @CanIgnoreReturnValue
    private StoredDatabase reopen(String databaseName) {
        return storage.inChange(() -> begin(databaseName));
    }

    private StoredDatabase empty(String databaseName) {
        return StoredDatabase.empty(databaseName, getCursorRegistry(), storage, scans);
    }

    private StoredDatabase open(String databaseName) {
        return new StoredDatabase(databaseName, getCursorRegistry(), storage, scans);
    }

    @Override
    protected StoredDatabase openOrCreateDatabase(String databaseName) {
        return resolveDatabase(databaseName);
    }

    @Override
    protected Set<String> listDatabaseNames() {
        return databases().stream()
                .filter(database -> !database.isEmpty())
                .map(StoredDatabase::getDatabaseName)
                .collect(Collectors.toSet());
    }

    @Override
    public void dropDatabase(String databaseName) {
        MongoDatabase database = databases.remove(databaseName);
        if (database != null) {
            database.drop(oplog);
        }
    }

    @Override
    public void handleClose(Channel channel) {
        databases.values().forEach(database -> database.handleClose(channel));
    }

    @Override
    protected Document handleGetMore(String databaseName, String command, Document query) {
        return commands.getMore(databaseName, query);
    }

    @Override
    protected Document handleKillCursors(Document query) {
        return commands.killCursors(query);
    }

    @Override
    public Document getServerStatus() {
        Document status = super.getServerStatus();
        Document metrics = Fields.get(status, "metrics", Document.class);
        metrics.put(
                "queryExecutor",
                new Document(
                        "collectionScans", new Document("total", scans.count()).append("nonTailable", scans.count())));
        metrics.put("cursor", new Document("open", new Document("total", (long) cursors.count())));
        return status;
    }

    @Override
    public void close() {
        expiry.close();
        cursors.closeAll();
        super.close();
        databases.clear();
        storage.close();
    }
}
