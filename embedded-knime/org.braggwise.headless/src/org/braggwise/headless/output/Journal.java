// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.headless.output;

import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Collection;
import java.util.List;

/**
 * The names of the files that a run puts into a folder, written before each of them is there: so a run that was killed leaves no file
 * of which nobody knows where it came from. The first line says what it is, the second names the workflow, each other one a file.
 */
final class Journal implements Closeable {

    private static final String TITLE = "Braggwise is writing the results of a run here; these files are its own.";
    private static final String WORKFLOW = "workflow ";
    private static final String FILE = "file ";

    private final BufferedWriter m_out;

    private Journal(BufferedWriter out) {
        m_out = out;
    }

    /**
     * Starts one, in the place of one that is there, as a whole.
     *
     * @param file of the journal
     * @param workflow whose results they are
     * @param before files of earlier runs that are still there
     * @throws IOException from the file system
     */
    static Journal start(Path file, String workflow, Collection<String> before) throws IOException {
        Path draft = file.resolveSibling(file.getFileName() + ".new");
        StringBuilder text = new StringBuilder(TITLE + "\n" + WORKFLOW + oneLine(workflow) + "\n");
        before.forEach(name -> text.append(FILE).append(name).append('\n'));
        Files.writeString(draft, text);
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        return new Journal(Files.newBufferedWriter(file, StandardCharsets.UTF_8, StandardOpenOption.APPEND));
    }

    /**
     * @param file of a journal, or of something else
     * @return what it lists; null where it is no journal
     * @throws IOException where it can't be read
     */
    static OwnFiles read(Path file) throws IOException {
        List<String> lines = Files.readString(file).lines().toList();
        if (lines.size() < 2 || !lines.get(0).equals(TITLE) || !lines.get(1).startsWith(WORKFLOW)) {
            return null;
        }
        return OwnFiles.of(
                lines.get(1).substring(WORKFLOW.length()),
                lines.stream()
                        .filter(l -> l.startsWith(FILE))
                        .map(l -> l.substring(FILE.length()))
                        .toList());
    }

    /**
     * @param name of a file that is about to appear
     * @throws IOException from the file system; the file must not appear then
     */
    void add(String name) throws IOException {
        m_out.write(FILE + name + "\n");
        m_out.flush();
    }

    /** @return the name as it stands in a journal */
    static String oneLine(String name) {
        return name.replaceAll("\\R", " ");
    }

    @Override
    public void close() throws IOException {
        m_out.close();
    }
}
