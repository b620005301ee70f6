package chat.parley.notifier;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// A mail server that answers each RCPT with the next reply it was given, then with 250. It keeps no mails.
final class ScriptedSmtp implements AutoCloseable {
    private final ServerSocket listener;
    private final Queue<String> replies;
    private final AtomicInteger taken = new AtomicInteger();

    private final CountDownLatch offered = new CountDownLatch(1);
    private volatile CountDownLatch gate = new CountDownLatch(0);

    private ScriptedSmtp(ServerSocket listener, Queue<String> replies) {
        this.listener = listener;
        this.replies = replies;
    }

    static ScriptedSmtp start(int port, String... replies) {
        try {
            ScriptedSmtp server = new ScriptedSmtp(
                    new ServerSocket(port, 10, InetAddress.getLoopbackAddress()),
                    new ConcurrentLinkedQueue<>(List.of(replies)));
            Thread.ofVirtual().name("scripted-smtp").start(server::serve);
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// How many mails it has answered with 250.
    int taken() {
        return taken.get();
    }

    /// From now on it takes its time with answering to mails, until [#release()].
    void hold() {
        gate = new CountDownLatch(1);
    }

    void release() {
        gate.countDown();
    }

    /// Waits until somebody has said all of a mail.
    void awaitMail() throws InterruptedException {
        if (!offered.await(30, TimeUnit.SECONDS)) {
            throw new IllegalStateException("Nobody came");
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }

    private void serve() {
        try {
            while (!listener.isClosed()) {
                Socket client = listener.accept();
                Thread.ofVirtual().start(() -> talk(client));
            }
        } catch (SocketException closed) {
            return;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void talk(Socket client) {
        try (client;
                BufferedReader lines =
                        new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII))) {
            say(client, "220 ready");
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                say(client, reply(line));
                if (line.equals("DATA")) {
                    skipContent(lines);
                    offered.countDown();
                    gate.await();
                    taken.incrementAndGet();
                    say(client, "250 taken");
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private String reply(String line) {
        String verb = line.split(" ", 2)[0].toUpperCase(Locale.ROOT);
        return switch (verb) {
            case "RCPT" -> next();
            case "DATA" -> "354 go on";
            case "QUIT" -> "221 bye";
            default -> "250 fine";
        };
    }

    private String next() {
        String reply = replies.poll();
        return reply == null ? "250 fine" : reply;
    }

    private static void skipContent(BufferedReader lines) throws IOException {
        String line = lines.readLine();
        while (line != null && !line.equals(".")) {
            line = lines.readLine();
        }
    }

    private static void say(Socket client, String line) throws IOException {
        client.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
    }
}
