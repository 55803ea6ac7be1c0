// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.headless.output;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.braggwise.headless.UsageException;
import org.braggwise.headless.workflow.WorkflowSource;

/**
 * The directory for a run's results. It may hold files of others: only what the run.json or the journal of an earlier run lists is
 * replaced, and a run that would need the place of another file does not start. What is written is written below a hidden folder first
 * and then renamed, each file as a whole: so nothing in sight is half written, even if the process is killed. The journal in the hidden
 * folder names each file before it appears, until run.json does so: so the files of a killed run are the next run's to replace, and never
 * stand beside its run.json.
 */
public final class RunFolder {

    /** Written last. */
    static final String RUN_FILE = "run.json";

    /** Shows the run. */
    static final String REPORT_FILE = "report.html";

    /** Holds the journal, and files that are being written. */
    static final String HIDDEN = ".braggwise-run";

    private static final String JOURNAL = "journal";
    private static final String LOCK = "lock";
    private static final String DRAFTS = "drafts";

    /** What a run may write into a node's folder. */
    private static final Pattern NODE_FILE = Pattern.compile("port_\\d+[ .].*|view\\.html|error\\.txt");

    private static final int SHOWN = 10;

    private final Path m_folder;
    private final Path m_hidden;
    private final FileChannel m_lock;
    private final Set<String> m_published = new LinkedHashSet<>();
    private Journal m_journal;

    private RunFolder(Path folder, FileChannel lock) {
        m_folder = folder;
        m_hidden = folder.resolve(HIDDEN);
        m_lock = lock;
    }

    /**
     * Makes the directory, starts the journal, and takes away the results of an earlier run of the workflow.
     *
     * @param folder for the results
     * @param workflow name of the workflow
     * @param nodeFolders names of the folders that its nodes may write
     * @return ready to be written to
     * @throws UsageException where something is in the way; nothing is changed then
     * @throws IOException where it can't be made or written to
     */
    public static RunFolder open(Path folder, String workflow, Collection<String> nodeFolders)
            throws IOException, UsageException {
        Files.createDirectories(folder);
        Path hidden = folder.resolve(HIDDEN);
        boolean made = !Files.exists(hidden, LinkOption.NOFOLLOW_LINKS);
        if (made) {
            Files.createDirectory(hidden);
        } else if (!Files.isDirectory(hidden, LinkOption.NOFOLLOW_LINKS)) {
            throw inTheWay(folder, List.of(HIDDEN));
        }
        FileChannel lock = lock(folder);
        boolean kept = false;
        try {
            List<OwnFiles> earlier = earlier(folder);
            refuseOtherWorkflow(folder, workflow, earlier);
            Set<String> own = new LinkedHashSet<>();
            earlier.forEach(e -> own.addAll(e.names()));
            refuseOtherFiles(folder, nodeFolders, own);
            RunFolder run = new RunFolder(folder, lock);
            run.begin(Journal.oneLine(workflow), own);
            kept = true;
            return run;
        } finally {
            if (!kept) {
                lock.close();
                if (made) {
                    WorkflowSource.delete(hidden);
                }
            }
        }
    }

    /** The lock ends with the process, however that ends. */
    private static FileChannel lock(Path folder) throws IOException, UsageException {
        FileChannel channel = FileChannel.open(
                folder.resolve(HIDDEN).resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        boolean free;
        try {
            free = channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            free = false;
        } catch (IOException e) {
            free = true; // a file system that knows no locks
        }
        if (!free) {
            channel.close();
            throw new UsageException(
                    "--out " + folder + ": another run is writing its results there now. Choose another folder, or wait"
                            + " for it to end.");
        }
        return channel;
    }

    private static List<OwnFiles> earlier(Path folder) throws IOException, UsageException {
        List<OwnFiles> earlier = new ArrayList<>();
        Path journal = folder.resolve(HIDDEN).resolve(JOURNAL);
        if (Files.exists(journal)) {
            OwnFiles files = Journal.read(journal);
            if (files == null) {
                throw inTheWay(folder, List.of(HIDDEN + "/" + JOURNAL));
            }
            earlier.add(files);
        }
        Path record = folder.resolve(RUN_FILE);
        if (Files.isRegularFile(record)) {
            OwnFiles files = OwnFiles.recorded(record);
            if (files == null) {
                throw inTheWay(folder, List.of(RUN_FILE));
            }
            earlier.add(files);
        }
        return earlier;
    }

    private static void refuseOtherWorkflow(Path folder, String workflow, List<OwnFiles> earlier)
            throws UsageException {
        for (OwnFiles files : earlier) {
            if (!Journal.oneLine(files.workflow()).equals(Journal.oneLine(workflow))) {
                throw new UsageException("--out " + folder + ": holds results of the workflow \"" + files.workflow()
                        + "\"; this one is \"" + workflow
                        + "\". Choose another folder, or delete the results that are there.");
            }
        }
    }

    private static void refuseOtherFiles(Path folder, Collection<String> nodeFolders, Set<String> own)
            throws IOException, UsageException {
        List<String> others = new ArrayList<>();
        for (String name : List.of(RUN_FILE, REPORT_FILE)) {
            if (Files.exists(folder.resolve(name), LinkOption.NOFOLLOW_LINKS) && !own.contains(name)) {
                others.add(name);
            }
        }
        for (String name : nodeFolders) {
            Path place = folder.resolve(name);
            if (!Files.exists(place, LinkOption.NOFOLLOW_LINKS)) {
                continue;
            }
            if (!Files.isDirectory(place, LinkOption.NOFOLLOW_LINKS)) {
                others.add(name);
                continue;
            }
            try (Stream<Path> list = Files.list(place)) {
                list.map(f -> f.getFileName().toString())
                        .filter(n -> NODE_FILE.matcher(n).matches())
                        .map(n -> name + "/" + n)
                        .filter(n -> !own.contains(n))
                        .sorted()
                        .forEach(others::add);
            }
        }
        if (!others.isEmpty()) {
            throw inTheWay(folder, others);
        }
    }

    private static UsageException inTheWay(Path folder, List<String> names) {
        return new UsageException("--out " + folder + ": files are in the way that no run of this program wrote: "
                + String.join(", ", names.subList(0, Math.min(SHOWN, names.size())))
                + (names.size() > SHOWN ? " and " + (names.size() - SHOWN) + " more" : "")
                + ". Move them away, or choose another folder. Nothing was changed.");
    }

    /** The journal still lists what is about to go: so it is known if the process is killed here. */
    private synchronized void begin(String workflow, Set<String> own) throws IOException {
        Journal.start(m_hidden.resolve(JOURNAL), workflow, own).close();
        WorkflowSource.delete(m_hidden.resolve(DRAFTS));
        Files.deleteIfExists(m_folder.resolve(RUN_FILE));
        new OwnFiles(workflow, own).delete(m_folder);
        m_journal = Journal.start(m_hidden.resolve(JOURNAL), workflow, List.of());
        Files.createDirectory(m_hidden.resolve(DRAFTS));
    }

    /** @return the directory */
    public Path path() {
        return m_folder;
    }

    /**
     * @param name of a file or folder of the results
     * @return where to write it until {@link #publish}
     */
    public Path draft(String name) {
        return m_hidden.resolve(DRAFTS).resolve(name);
    }

    /**
     * Brings a finished file into sight, in the place of one of the same name that this run published.
     *
     * @param name as given to {@link #draft}, or with "/" a file in a folder given there
     * @throws IOException from the file system, or where somebody put a file there meanwhile
     */
    public synchronized void publish(String name) throws IOException {
        Path target = m_folder.resolve(name);
        if (Files.exists(target, LinkOption.NOFOLLOW_LINKS) && !m_published.contains(name)) {
            throw new IOException(target + ": a file of this name has come there since the run began");
        }
        m_journal.add(name);
        Files.createDirectories(target.getParent());
        Files.move(draft(name), target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        m_published.add(name);
    }

    /** @return the files that are in sight */
    public synchronized List<String> published() {
        return List.copyOf(m_published);
    }

    /** Takes the hidden folder away, where run.json tells what is there or nothing is; else the journal stays. */
    public synchronized void close() {
        try {
            m_journal.close();
            m_lock.close();
        } catch (IOException e) {
            // a full disk, say: what was flushed is there
        }
        WorkflowSource.delete(
                m_published.isEmpty() || m_published.contains(RUN_FILE) ? m_hidden : m_hidden.resolve(DRAFTS));
    }

    /** @return a folder's name for a node: {@code 5-RSS_VSS Synthesizer} */
    public static String nodeFolder(int id, String name) {
        return id + "-" + name.replaceAll("[\\\\/:*?\"<>|\\p{Cntrl}]", "_").replaceAll("[. ]+$", "_");
    }
}
