// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.benchmarks.matching;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.braggwise.benchmarks.accuracy.Csv;

/**
 * Measured films as a user has them: composition unknown, all of them through the workflow classify-my-patterns with the 23 candidates and the
 * network that come with it. Films measured with copper only, since the workflow takes scans that state no wavelength for that.
 */
final class WorkflowFilmsTask {

    private static final String WORKFLOW = "test-workflows/classify-my-patterns";
    private static final String ANSWERS = "6-XRD Structure Matcher/port_1.csv";

    private final Path m_data;
    private final Path m_home;

    WorkflowFilmsTask(Path data, Path home) {
        m_data = data;
        m_home = home.toAbsolutePath();
    }

    void run() throws IOException, InterruptedException {
        Path work = Files.createTempDirectory("films");
        Path scans = Files.createDirectory(work.resolve("scans"));
        Map<String, Integer> truth = new TreeMap<>();
        Path folder = m_data.resolve("experimental");
        for (Map<String, String> row : Csv.read(Files.readString(folder.resolve("experimental.csv")))) {
            if (row.get("usable").equals("True") && row.get("wavelength").startsWith("Cu")) {
                String name = row.get("pattern_id") + ".xy";
                Files.copy(folder.resolve(row.get("file")), scans.resolve(name));
                truth.put(name, Integer.parseInt(row.get("space_group")));
            }
        }
        Path report = work.resolve("report");
        int code = new ProcessBuilder(
                        m_home.resolve("braggwise").toString(),
                        "run",
                        m_home.resolve(WORKFLOW).toString(),
                        "--out",
                        report.toString(),
                        "--set",
                        "XRD Pattern Reader/path=" + scans)
                .redirectErrorStream(true)
                .redirectOutput(work.resolve("log").toFile())
                .start()
                .waitFor();
        if (code != 0) {
            throw new IOException("The workflow ended with " + code + ": see " + work.resolve("log") + ".");
        }
        score(truth, Csv.read(rows(report.resolve(ANSWERS), truth)));
    }

    /** The header and the first line of each row: what follows is the structure as CIF, which has line ends. */
    private static String rows(Path file, Map<String, Integer> truth) throws IOException {
        List<String> kept = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            if (kept.isEmpty() || truth.containsKey(line.replaceFirst(",.*", ""))) {
                kept.add(line);
            }
        }
        return String.join("\n", kept);
    }

    private static void score(Map<String, Integer> truth, List<Map<String, String>> rows) {
        Map<String, int[]> byVerdict = new TreeMap<>();
        int right = 0;
        for (Map<String, String> row : rows) {
            boolean isRight = row.get("Matched space group")
                    .equals(truth.get(row.get("RowID")).toString());
            int[] count = byVerdict.computeIfAbsent(row.get("Verdict"), v -> new int[2]);
            count[0]++;
            count[1] += isRight ? 1 : 0;
            right += isRight ? 1 : 0;
        }
        byVerdict.forEach((verdict, n) ->
                System.out.println("films, composition unknown, " + verdict + ": " + n[1] + " of " + n[0] + " right"));
        Scores.result("matcher_films_unknown", right, truth.size());
    }
}
