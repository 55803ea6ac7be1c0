// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.benchmarks.accuracy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPInputStream;

import org.braggwise.crystal.CrystalStructure;
import org.braggwise.crystal.Site;
import org.braggwise.crystal.finder.SpaceGroupFinder;
import org.braggwise.crystal.geometry.UnitCell;
import org.braggwise.crystal.symmetry.SpaceGroup;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/**
 * Structures of a .jsonl.gz file of the data folder: one primitive cell a line with the space group that spglib found at 0.1 angstrom.
 * They come out in the standard setting of that group, symmetrised by Braggwise's own finder at the same tolerance.
 */
public final class StructureSet {

    private static final double SYMPREC = 0.1;

    /** @param kind "ABX3" or what the file says; formula reduced */
    public record Entry(
            String id, String kind, String formula, String anion, int spaceGroup, CrystalStructure structure) {}

    private final List<Entry> m_entries;
    private final int m_leftOut;

    private StructureSet(List<Entry> entries, int leftOut) {
        m_entries = entries;
        m_leftOut = leftOut;
    }

    public List<Entry> entries() {
        return m_entries;
    }

    /** @return how many structures were left out because Braggwise's group is not spglib's, or none was found */
    public int leftOut() {
        return m_leftOut;
    }

    public static StructureSet read(Path file) throws IOException {
        List<String> lines;
        try (var in = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
            lines = in.lines().toList();
        }
        AtomicInteger leftOut = new AtomicInteger();
        List<Entry> entries = lines.parallelStream()
                .map(line -> entry(line, leftOut))
                .filter(Objects::nonNull)
                .toList();
        return new StructureSet(entries, leftOut.get());
    }

    private static Entry entry(String line, AtomicInteger leftOut) {
        try {
            JsonNode d = new ObjectMapper().readTree(line);
            double[][] rows = new double[3][3];
            for (int i = 0; i < 9; i++) {
                rows[i / 3][i % 3] = d.get("lattice").get(i).asDouble();
            }
            List<Site> sites = new ArrayList<>();
            for (int i = 0; i < d.get("species").size(); i++) {
                String element = d.get("species").get(i).asText();
                JsonNode f = d.get("frac").get(i);
                sites.add(Site.of(
                        element + (i + 1),
                        element,
                        f.get(0).asDouble(),
                        f.get(1).asDouble(),
                        f.get(2).asDouble()));
            }
            String id = d.get("id").asText();
            SpaceGroupFinder.Result found = SpaceGroupFinder.find(
                    new CrystalStructure(id, UnitCell.ofLattice(rows), SpaceGroup.ofNumber(1), sites), SYMPREC);
            int group = d.get("sg").asInt();
            if (found.spaceGroup().number() != group) {
                leftOut.incrementAndGet();
                return null;
            }
            return new Entry(
                    id,
                    d.path("kind").asText("ABX3"),
                    d.get("formula").asText(),
                    d.path("X").asText(),
                    group,
                    found.standardised().withName(id));
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "A line of the structure file is no JSON: " + line.substring(0, Math.min(80, line.length())), e);
        } catch (IllegalArgumentException e) {
            leftOut.incrementAndGet();
            return null;
        }
    }
}
