package chat.parley.embedded.mongo.wire;

import chat.parley.embedded.mongo.EmbeddedMongo;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.bson.BsonBinaryReader;
import org.bson.BsonBinaryWriter;
import org.bson.Document;
import org.bson.codecs.DecoderContext;
import org.bson.codecs.DocumentCodec;
import org.bson.codecs.EncoderContext;
import org.bson.io.BasicOutputBuffer;

/// A connection on which one may say anything.
final class RawClient implements AutoCloseable {
    private static final int HEADER = 16;
    private static final int OP_MSG = 2013;
    /// Nothing interrupts a thread that reads.
    private static final int PATIENCE_MS = 30_000;

    private final Socket socket;
    private final DataInputStream in;

    RawClient(EmbeddedMongo mongo) throws IOException {
        this(URI.create(mongo.uri()).getPort());
    }

    RawClient(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(PATIENCE_MS);
        in = new DataInputStream(socket.getInputStream());
    }

    /// @param id by which the answer is known
    /// @param body behind the flags
    void send(int id, int flags, byte[] body) throws IOException {
        int length = HEADER + Integer.BYTES + body.length;
        write(bytes(message(length, id, length).putInt(flags).put(body)));
    }

    /// Only the beginning of a message.
    void announce(int length) throws IOException {
        write(bytes(message(length, 1, HEADER)));
    }

    private static ByteBuffer message(int length, int id, int room) {
        return little(room).putInt(length).putInt(id).putInt(0).putInt(OP_MSG);
    }

    private void write(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
    }

    Answer answer() throws IOException {
        byte[] start = in.readNBytes(Integer.BYTES);
        byte[] rest = in.readNBytes(little(start).getInt() - Integer.BYTES);
        ByteBuffer message = little(rest);
        int to = message.getInt(Integer.BYTES);
        message.position(HEADER + 1);
        return new Answer(to, decode(message.slice()));
    }

    /// Whether the other side ends the connection, and says nothing more before.
    boolean isClosed() throws IOException {
        return in.read() < 0;
    }

    private static Document decode(ByteBuffer bson) {
        try (BsonBinaryReader reader = new BsonBinaryReader(bson)) {
            return new DocumentCodec().decode(reader, DecoderContext.builder().build());
        }
    }

    static byte[] bson(String json) {
        return bson(Document.parse(json));
    }

    static byte[] bson(Document document) {
        try (BasicOutputBuffer out = new BasicOutputBuffer();
                BsonBinaryWriter writer = new BsonBinaryWriter(out)) {
            new DocumentCodec()
                    .encode(writer, document, EncoderContext.builder().build());
            return out.toByteArray();
        }
    }

    /// The section of a command.
    static byte[] command(byte[] bson) {
        return ByteBuffer.allocate(1 + bson.length).put((byte) 0).put(bson).array();
    }

    /// What was put into it.
    static byte[] bytes(ByteBuffer written) {
        byte[] bytes = new byte[written.flip().remaining()];
        written.get(bytes);
        return bytes;
    }

    static ByteBuffer little(int size) {
        return little(new byte[size]);
    }

    private static ByteBuffer little(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    record Answer(int to, Document document) {
        int code() {
            return document.getInteger("code", 0);
        }
    }
}
