// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.embedded.table;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ref.Cleaner;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * Where tables go that are too large for memory: all tables of a process share a quarter of its heap; a table that finds no room
 * there is written to a file of its own. Files are deleted as soon as nothing refers to their table.
 */
public final class TableFiles {

    private static final Cleaner CLEANER = Cleaner.create();
    private static final ThreadLocal<TableFiles> CURRENT = new ThreadLocal<>();
    private static final AtomicLong IN_MEMORY = new AtomicLong();
    private static volatile TableFiles common;

    private final Path m_folder;
    private final long m_limit;

    /** @param folder where the files are made; it is created when the first is needed */
    public TableFiles(Path folder) {
        this(
                folder,
                Long.getLong("braggwise.tableMemoryBytes", Runtime.getRuntime().maxMemory() / 4));
    }

    /** @param limitBytes how much memory the tables of this process may take together before the next one goes to a file */
    public TableFiles(Path folder, long limitBytes) {
        m_folder = folder;
        m_limit = limitBytes;
    }

    /** @return the files for containers that this thread makes: those of {@link #with}, else ones in the system's temporary folder */
    public static TableFiles current() {
        TableFiles files = CURRENT.get();
        return files != null ? files : common();
    }

    private static synchronized TableFiles common() {
        if (common == null) {
            try {
                Path folder = Files.createTempDirectory("braggwise-tables");
                folder.toFile().deleteOnExit();
                common = new TableFiles(folder);
            } catch (IOException e) {
                throw new UncheckedIOException("No temporary folder for tables can be made: " + e.getMessage(), e);
            }
        }
        return common;
    }

    /** Makes something whose tables go to these files: KNIME's container has no constructor that would take them. */
    public <T> T with(Supplier<T> maker) {
        TableFiles before = CURRENT.get();
        CURRENT.set(this);
        try {
            return maker.get();
        } finally {
            CURRENT.set(before);
        }
    }

    Path newFile() throws IOException {
        Files.createDirectories(m_folder);
        Path file = Files.createTempFile(m_folder, "table-", ".rows");
        file.toFile().deleteOnExit(); // for tables that are still in use then
        return file;
    }

    /** @return whether there was room for so many bytes more; where there was, they are taken until {@link #giveBack} */
    boolean take(long bytes) {
        if (IN_MEMORY.addAndGet(bytes) <= m_limit) {
            return true;
        }
        IN_MEMORY.addAndGet(-bytes);
        return false;
    }

    static void giveBack(long bytes) {
        IN_MEMORY.addAndGet(-bytes);
    }

    static Cleaner.Cleanable whenUnused(Object owner, Runnable cleaning) {
        return CLEANER.register(owner, cleaning);
    }
}
