// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.knime.common.execution;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import org.braggwise.knime.common.execution.InputFiles.Content;
import org.braggwise.knime.common.execution.InputFiles.InputFile;
import org.junit.jupiter.api.Test;
import org.knime.core.node.KNIMEException;

/** Files that have no path on this machine. */
class InputFilesTest {

    private final List<Thread> m_readers = new ArrayList<>();

    /** @param bytes null for a file that can't be opened */
    private InputFile remote(byte[] bytes) {
        return new InputFile("a.cif", null, () -> {
            m_readers.add(Thread.currentThread());
            if (bytes == null) {
                throw new IOException("No context for relative URL available");
            }
            return bytes;
        });
    }

    /** Answers one request, in its own way, until the reader has gone. */
    private static URL server(byte[] head, byte[] part, long pauseMillis) throws IOException {
        ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Thread thread = new Thread(() -> {
            try (socket;
                    Socket client = socket.accept()) {
                client.getInputStream().read(new byte[8192]);
                client.getOutputStream().write(head);
                long end = System.nanoTime() + 20_000_000_000L;
                while (part.length > 0 && System.nanoTime() < end) {
                    client.getOutputStream().write(part);
                    client.getOutputStream().flush();
                    Thread.sleep(pauseMillis);
                }
            } catch (IOException | InterruptedException e) {
                // the reader has gone
            }
        });
        thread.setDaemon(true);
        thread.start();
        return new URL("http", "127.0.0.1", socket.getLocalPort(), "/a.cif");
    }

    private static byte[] head(String status) {
        return ("HTTP/1.1 " + status + "\r\nConnection: close\r\n\r\n").getBytes(StandardCharsets.US_ASCII);
    }

    private static String refusal(URL url, long maxBytes, double maxSeconds) {
        return assertThrows(IOException.class, () -> InputFiles.download(url, maxBytes, maxSeconds))
                .getMessage();
    }

    @Test
    void serverThatNeverEndsIsLeft() throws Exception {
        assertEquals(
                "the file is larger than 1 MB", refusal(server(head("200 OK"), new byte[1 << 16], 0), 1 << 20, 60));
    }

    /** Each byte comes in time, the whole never. */
    @Test
    void serverThatSendsDropByDropIsLeft() throws Exception {
        long start = System.nanoTime();
        assertEquals(
                "the server did not send all of the file in 1 s",
                refusal(server(head("200 OK"), new byte[1], 50), 1 << 20, 1));
        assertTrue(System.nanoTime() - start < 10e9);
    }

    @Test
    void whatCannotBeReachedIsLikeAMissingFile() throws Exception {
        URL absent = server(head("404 Not Found"), new byte[0], 0);
        String message = assertThrows(KNIMEException.class, () -> InputFiles.find(absent.toString(), "*", false))
                .getMessage();
        assertEquals("\"" + absent + "\" can't be read: the server has no such file.", message);
        int closed;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            closed = socket.getLocalPort();
        }
        String refused = assertThrows(
                        KNIMEException.class,
                        () -> InputFiles.find("http://127.0.0.1:" + closed + "/a.cif", "*", false))
                .getMessage();
        assertTrue(refused.contains("can't be read: Connection refused"), refused);
    }

    @Test
    void whatTheServerSendsIsRead() throws Exception {
        byte[] answer = "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabc".getBytes(StandardCharsets.US_ASCII);
        List<InputFile> files = InputFiles.find(server(answer, new byte[0], 0).toString(), "*", false);
        assertEquals("a.cif", files.get(0).name());
        assertEquals("abc", new String(files.get(0).opened().read(), StandardCharsets.US_ASCII));
    }

    /** KNIME knows a relative URL's workflow on the node's own thread only, and the nodes read files on all cores. */
    @Test
    void areReadByWhoOpensThem() throws Exception {
        byte[] bytes = {1, 2, 3};
        Content content = remote(bytes).opened();
        assertEquals(1, m_readers.size());
        assertSame(Thread.currentThread(), m_readers.get(0));
        assertArrayEquals(bytes, content.read());
        assertEquals(1, m_readers.size(), "read once");
    }

    @Test
    void failWhereTheirContentIsAskedFor() throws Exception {
        Content content = remote(null).opened();
        assertEquals(
                "No context for relative URL available",
                assertThrows(IOException.class, content::read).getMessage());
    }
}
