package chat.parley.embedded.mongo.storage;

import org.rocksdb.RocksDBException;
import org.rocksdb.Status;

/// The disk, or what is on it, does not do what it should. Nothing of the change that met it is kept.
public final class StorageFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final boolean outOfSpace;
    private final boolean damage;

    StorageFailure(String message, RocksDBException cause) {
        super(message + ": " + cause.getMessage(), cause);
        Status status = cause.getStatus();
        outOfSpace = status != null && status.getSubCode() == Status.SubCode.NoSpace;
        damage = Storage.isDamage(cause);
    }

    /// Whether there was no room left on the disk.
    public boolean isOutOfSpace() {
        return outOfSpace;
    }

    /// Whether what is on the disk is not what was written.
    boolean isDamage() {
        return damage;
    }
}
