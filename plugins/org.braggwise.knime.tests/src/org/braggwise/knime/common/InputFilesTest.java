// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.knime.common;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import java.util.ArrayList;
import java.util.List;

import org.braggwise.knime.common.InputFiles.Content;
import org.braggwise.knime.common.InputFiles.InputFile;
import org.junit.jupiter.api.Test;

/** Files that have no path on this machine. */
class InputFilesTest {

    private final List<Thread> m_readers = new ArrayList<>();

    /** @param bytes null for a file that can't be opened */
    private InputFile remote(byte[] bytes) throws MalformedURLException {
        URL url = new URL(null, "memory:/a.cif", new URLStreamHandler() {
            @Override
            protected URLConnection openConnection(URL u) {
                return new URLConnection(u) {
                    @Override
                    public void connect() {
                        // nothing to connect to
                    }

                    @Override
                    public InputStream getInputStream() throws IOException {
                        m_readers.add(Thread.currentThread());
                        if (bytes == null) {
                            throw new IOException("No context for relative URL available");
                        }
                        return new ByteArrayInputStream(bytes);
                    }
                };
            }
        });
        return new InputFile("a.cif", null, url);
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
