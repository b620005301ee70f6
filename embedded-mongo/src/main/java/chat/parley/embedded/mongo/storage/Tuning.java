package chat.parley.embedded.mongo.storage;

import java.util.ArrayDeque;
import java.util.Deque;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.Cache;
import org.rocksdb.CompressionType;
import org.rocksdb.IndexType;
import org.rocksdb.InfoLogLevel;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.RocksObject;
import org.rocksdb.WALRecoveryMode;

/// How RocksDB is set up: for one machine that has other things to do, too. About 100 MB at most, all told.
final class Tuning implements AutoCloseable {
    private static final long CACHE_BYTES = 64L * 1024 * 1024;
    /// 16 shards of 4 MB: two threads seldom want the same.
    private static final int CACHE_SHARD_BITS = 4;

    private static final long BUFFER_BYTES = 16L * 1024 * 1024;
    private static final int BUFFERS = 3;
    private static final long LOG_BYTES = 48L * 1024 * 1024;
    private static final int BLOCK_BYTES = 8 * 1024;
    /// Of each write buffer, for a filter that knows most keys that are not in it: every insert asks for two such.
    private static final double BUFFER_FILTER = 0.02;

    private static final int OPEN_FILES = 512;
    private static final int BACKGROUND_JOBS = 2;
    private static final int BLOOM_BITS = 10;
    private static final long BYTES_PER_SYNC = 1024 * 1024;
    private static final long DIAGNOSTICS_BYTES = 1024 * 1024;
    private static final int DIAGNOSTICS_FILES = 2;

    private final Deque<RocksObject> parts = new ArrayDeque<>();
    private final Options options;

    Tuning() {
        options = keep(new Options())
                .setCreateIfMissing(true)
                // What was being written when the process died is no entry; damage anywhere else must be noticed.
                .setWalRecoveryMode(WALRecoveryMode.TolerateCorruptedTailRecords)
                .setMaxTotalWalSize(LOG_BYTES)
                .setWriteBufferSize(BUFFER_BYTES)
                .setMaxWriteBufferNumber(BUFFERS)
                .setMemtablePrefixBloomSizeRatio(BUFFER_FILTER)
                .setMemtableWholeKeyFiltering(true)
                .setMaxOpenFiles(OPEN_FILES)
                .setMaxBackgroundJobs(BACKGROUND_JOBS)
                .setBytesPerSync(BYTES_PER_SYNC)
                .setLevelCompactionDynamicLevelBytes(true)
                .setCompressionType(CompressionType.LZ4_COMPRESSION)
                .setInfoLogLevel(InfoLogLevel.WARN_LEVEL)
                .setMaxLogFileSize(DIAGNOSTICS_BYTES)
                .setKeepLogFileNum(DIAGNOSTICS_FILES)
                .setTableFormatConfig(blocks());
    }

    Options options() {
        return options;
    }

    private BlockBasedTableConfig blocks() {
        Cache cache = keep(new LRUCache(CACHE_BYTES, CACHE_SHARD_BITS));
        return new BlockBasedTableConfig()
                .setBlockCache(cache)
                .setBlockSize(BLOCK_BYTES)
                .setCacheIndexAndFilterBlocks(true)
                .setCacheIndexAndFilterBlocksWithHighPriority(true)
                .setPinL0FilterAndIndexBlocksInCache(true)
                // The filter of a whole file may be larger than a shard of the cache, which then never keeps it: every
                // lookup of a key that is not there would read megabytes.
                .setIndexType(IndexType.kTwoLevelIndexSearch)
                .setPartitionFilters(true)
                .setMetadataBlockSize(BLOCK_BYTES)
                .setPinTopLevelIndexAndFilter(true)
                .setFilterPolicy(keep(new BloomFilter(BLOOM_BITS)));
    }

    private <T extends RocksObject> T keep(T part) {
        parts.push(part);
        return part;
    }

    @Override
    public void close() {
        // The cache and the filter before the options that use them would be a use after free.
        while (!parts.isEmpty()) {
            parts.removeLast().close();
        }
    }
}
