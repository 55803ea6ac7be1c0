// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.headless.output;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Pattern;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/**
 * The files in a folder that a run of this program wrote, by the word of its run.json or its journal. Nothing else is ever deleted.
 *
 * @param workflow whose results they are
 * @param names relative to the folder, with "/"
 */
record OwnFiles(String workflow, Set<String> names) {

    /** Only what this program names so: the list may come from anywhere. */
    private static final Pattern RESULT =
            Pattern.compile("run\\.json|report\\.html|\\d+-[^/\\\\]*[^/\\\\.]/[^/\\\\]*[^/\\\\.]");

    static OwnFiles of(String workflow, Collection<String> names) {
        Set<String> own = new LinkedHashSet<>(names);
        own.removeIf(name -> !RESULT.matcher(name).matches());
        return new OwnFiles(workflow, own);
    }

    /**
     * @param file a run.json, or a file of this name
     * @return what it lists, itself among it; null where it is no record of a run
     * @throws IOException where it can't be read
     */
    static OwnFiles recorded(Path file) throws IOException {
        JsonNode run;
        try {
            run = new ObjectMapper().readTree(Files.readString(file));
        } catch (JacksonException | java.nio.charset.CharacterCodingException e) {
            return null;
        }
        if (run == null
                || !run.path("workflow").isTextual()
                || !run.path("nodes").isArray()
                || !run.path("exitCode").isInt()) {
            return null;
        }
        Set<String> names = new LinkedHashSet<>();
        run.path("files").forEach(f -> names.add(f.asText()));
        // the first versions listed files at their nodes only
        run.path("nodes").forEach(node -> {
            node.path("ports").forEach(port -> names.add(port.path("file").asText("")));
            names.add(node.path("view").asText(""));
        });
        names.add(RunFolder.REPORT_FILE);
        names.add(RunFolder.RUN_FILE);
        return of(run.path("workflow").asText(), names);
    }

    /** Deletes the files and the folders that they leave empty. */
    void delete(Path folder) throws IOException {
        for (String name : names) {
            Path file = folder.resolve(name);
            boolean linked = !file.getParent().equals(folder) && Files.isSymbolicLink(file.getParent());
            if (!linked && !Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
                Files.deleteIfExists(file);
            }
        }
        for (String name : names) {
            Path parent = folder.resolve(name).getParent();
            if (!parent.equals(folder) && Files.isDirectory(parent, LinkOption.NOFOLLOW_LINKS) && isEmpty(parent)) {
                Files.delete(parent);
            }
        }
    }

    private static boolean isEmpty(Path folder) throws IOException {
        try (var list = Files.newDirectoryStream(folder)) {
            return !list.iterator().hasNext();
        }
    }
}
