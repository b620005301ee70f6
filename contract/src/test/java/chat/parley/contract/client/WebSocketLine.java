package chat.parley.contract.client;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/// Over the JDK's WebSocket.
final class WebSocketLine implements Line, WebSocket.Listener {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final HttpClient HTTP =
            HttpClient.newBuilder().connectTimeout(PATIENCE).build();

    private final Line.Listener listener;
    private final StringBuilder partial = new StringBuilder();
    private final AtomicBoolean over = new AtomicBoolean();
    private volatile boolean reading = true;
    private volatile @Nullable WebSocket socket;
    private CompletableFuture<?> last = CompletableFuture.completedFuture(null);

    private WebSocketLine(Line.Listener listener) {
        this.listener = listener;
    }

    static Line open(Door door, String token, String cursors, Line.Listener listener) throws IOException {
        WebSocketLine line = new WebSocketLine(listener);
        try {
            WebSocket opened = HTTP.newWebSocketBuilder()
                    .connectTimeout(PATIENCE)
                    .buildAsync(URI.create("ws://127.0.0.1:" + door.port() + "/ws"), line)
                    .join();
            line.socket = opened;
        } catch (CompletionException refused) {
            throw new IOException(refused);
        }
        line.say("{\"type\":\"hello\",\"protocol\":1,\"token\":\"" + token + "\",\"cursors\":" + cursors + "}");
        return line;
    }

    @Override
    public synchronized void say(String json) {
        WebSocket to = socket;
        if (to != null && !over.get()) {
            last = last.handle((done, failure) -> json).thenCompose(text -> to.sendText(text, true));
        }
    }

    @Override
    public void stopReading() {
        reading = false;
    }

    @Override
    public void read() {
        reading = true;
        WebSocket from = socket;
        if (from != null) {
            from.request(1);
        }
    }

    @Override
    public synchronized void close() {
        WebSocket to = socket;
        if (to != null && !over.get()) {
            last = last.handle((done, failure) -> "")
                    .thenCompose(reason -> to.sendClose(WebSocket.NORMAL_CLOSURE, reason));
        }
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean complete) {
        partial.append(data);
        if (complete) {
            listener.heard(partial.toString());
            partial.setLength(0);
        }
        if (reading) {
            from.request(1);
        }
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
        ended(End.ofFrame(code, reason));
        return null;
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
        ended(End.cut());
    }

    private void ended(End end) {
        if (over.compareAndSet(false, true)) {
            listener.ended(end);
        }
    }
}
