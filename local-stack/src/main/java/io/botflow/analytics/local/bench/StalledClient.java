package io.botflow.analytics.local.bench;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;

/** A user whose computer sleeps: connected, but never reading; a plain socket, because a library would read. */
final class StalledClient implements AutoCloseable {
    private static final int RECEIVE_BYTES = 4_096;
    private static final int READ_LIMIT_MILLIS = 5_000;
    private static final String END_OF_HEAD = "\r\n\r\n";
    private static final String SWITCHING = "HTTP/1.1 101";
    private static final int CLOSE = 8;
    private static final int SHORT_LENGTH = 126;
    private static final int LONG_LENGTH = 127;

    private final Socket socket;

    private StalledClient(Socket socket) {
        this.socket = socket;
    }

    /** Connects, and reads the answer to the upgrade only. */
    static StalledClient connect(int port, String path, String token) throws IOException {
        Socket socket = new Socket();
        try {
            // Before connecting, for the window that TCP agrees on.
            socket.setReceiveBufferSize(RECEIVE_BYTES);
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            socket.setSoTimeout(READ_LIMIT_MILLIS);
            socket.getOutputStream()
                    .write(("GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1:" + port
                                    + "\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
                                    + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                                    + "Sec-WebSocket-Protocol: botflow.v1, bearer." + token + END_OF_HEAD)
                            .getBytes(StandardCharsets.US_ASCII));
            StringBuilder head = new StringBuilder();
            InputStream in = socket.getInputStream();
            while (head.indexOf(END_OF_HEAD) < 0) {
                int next = in.read();
                if (next < 0) {
                    throw new EOFException("no answer to the upgrade");
                }
                head.append((char) next);
            }
            if (head.indexOf(SWITCHING) != 0) {
                throw new IOException(
                        "not upgraded: " + head.toString().lines().findFirst().orElse(""));
            }
            return new StalledClient(socket);
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    /** Its port, by which the system's list of connections knows it. */
    int port() {
        return socket.getLocalPort();
    }

    /** Reads at last, and tells how the connection ended: the code of the server's close frame, {@code cut} or {@code open}. */
    String ending() {
        try {
            DataInputStream in = new DataInputStream(socket.getInputStream());
            while (true) {
                int operation = in.readUnsignedByte() & 0x0f;
                long length = in.readUnsignedByte() & 0x7f;
                if (length == SHORT_LENGTH) {
                    length = in.readUnsignedShort();
                } else if (length == LONG_LENGTH) {
                    length = in.readLong();
                }
                if (operation == CLOSE && length >= Short.BYTES) {
                    return Integer.toString(in.readUnsignedShort());
                }
                in.skipNBytes(length);
            }
        } catch (SocketTimeoutException stillThere) {
            return "open";
        } catch (IOException ended) {
            return "cut";
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
