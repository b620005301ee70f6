package chat.parley.faults.proxy;

import java.nio.ByteBuffer;

/// What is under way in one direction: bytes, or the sender's end after them.
sealed interface Parcel {
    /// When it arrives, by `System.nanoTime()`.
    long due();

    /// What it takes of the bound of its [DelayLine].
    int size();

    record Bytes(ByteBuffer content, long due) implements Parcel {
        @Override
        public int size() {
            return content.remaining();
        }
    }

    record End(Ending ending, long due) implements Parcel {
        @Override
        public int size() {
            return 0;
        }
    }
}
