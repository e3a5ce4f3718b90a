package io.botflow.analytics.local;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** A WebSocket client down to the bytes, for what well-behaved clients do not do. */
final class RawSocket implements AutoCloseable {
    static final int TEXT = 1;
    static final int BINARY = 2;
    static final int CONTINUATION = 0;

    private static final int CLOSE = 8;
    private static final int PING = 9;
    private static final int PONG = 10;
    private static final int FINAL = 0x80;
    private static final int MASKED = 0x80;
    private static final int LIMIT_MILLIS = 60_000;
    private static final int SMALL_BUFFER = 4 * 1024;

    private final Socket connection;
    private final DataInputStream in;
    private final DataOutputStream out;
    private final String head;

    /** How the server closed; code 0 if it cut the connection without a word. */
    record Closed(int code, String reason) {}

    private RawSocket(Socket connection, String path, Map<String, String> headers) throws IOException {
        this.connection = connection;
        in = new DataInputStream(connection.getInputStream());
        out = new DataOutputStream(connection.getOutputStream());
        Map<String, String> all = new LinkedHashMap<>();
        all.put("Host", "127.0.0.1:" + connection.getPort());
        all.put("Upgrade", "websocket");
        all.put("Connection", "Upgrade");
        all.put("Sec-WebSocket-Version", "13");
        all.put("Sec-WebSocket-Key", "AAAAAAAAAAAAAAAAAAAAAA==");
        all.putAll(headers);
        StringBuilder request = new StringBuilder("GET " + path + " HTTP/1.1\r\n");
        all.forEach(
                (name, value) -> request.append(name).append(": ").append(value).append("\r\n"));
        out.write(request.append("\r\n").toString().getBytes(StandardCharsets.US_ASCII));
        out.flush();
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        while (!answer.toString(StandardCharsets.US_ASCII).endsWith("\r\n\r\n")) {
            answer.write(in.readByte());
        }
        head = answer.toString(StandardCharsets.US_ASCII);
    }

    static RawSocket open(int port, String path, Map<String, String> headers) throws IOException {
        Socket connection = new Socket();
        connection.setReceiveBufferSize(SMALL_BUFFER);
        connection.setSoTimeout(LIMIT_MILLIS);
        connection.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        return new RawSocket(connection, path, headers);
    }

    int status() {
        return Integer.parseInt(head.split(" ", 3)[1]);
    }

    String head() {
        return head;
    }

    void send(int type, boolean isFinal, byte[] content) throws IOException {
        out.writeByte((isFinal ? FINAL : 0) | type);
        if (content.length < 126) {
            out.writeByte(MASKED | content.length);
        } else {
            out.writeByte(MASKED | 126);
            out.writeShort(content.length);
        }
        // A mask of zeros leaves the content as it is.
        out.writeInt(0);
        out.write(content);
        out.flush();
    }

    void send(String text) throws IOException {
        send(TEXT, true, text.getBytes(StandardCharsets.UTF_8));
    }

    /** The next text; answers pings. */
    String read() throws IOException, ClosedException {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        while (true) {
            int first = in.readUnsignedByte();
            int length = in.readUnsignedByte();
            long size = length == 127 ? skipped(in) : length == 126 ? in.readUnsignedShort() : length;
            byte[] content = in.readNBytes((int) size);
            switch (first & 0x0f) {
                case TEXT, CONTINUATION -> {
                    text.write(content);
                    if ((first & FINAL) != 0) {
                        return text.toString(StandardCharsets.UTF_8);
                    }
                }
                case PING -> send(PONG, true, content);
                case CLOSE ->
                    throw new ClosedException(new Closed(
                            (content[0] & 0xff) << 8 | content[1] & 0xff,
                            new String(content, 2, content.length - 2, StandardCharsets.UTF_8)));
                default -> {}
            }
        }
    }

    private static long skipped(DataInputStream in) throws IOException {
        return in.readLong();
    }

    /** Reads on until the server closes. */
    Closed awaitClose() throws IOException {
        try {
            while (true) {
                String ignored = read();
                assert ignored != null;
            }
        } catch (ClosedException e) {
            return e.closed;
        } catch (EOFException | SocketException e) {
            return new Closed(0, "");
        }
    }

    @Override
    public void close() throws IOException {
        connection.close();
    }

    /** The server sent a close frame. */
    static final class ClosedException extends Exception {
        private static final long serialVersionUID = 1;

        private final transient Closed closed;

        ClosedException(Closed closed) {
            super(closed.toString());
            this.closed = closed;
        }
    }
}
