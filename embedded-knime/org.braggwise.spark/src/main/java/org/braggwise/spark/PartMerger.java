// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.spark;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaSparkContext;
import org.braggwise.spark.table.HadoopSettings;
import org.braggwise.spark.table.Part;
import org.braggwise.spark.table.PartFile;
import org.braggwise.spark.table.PartedTable;
import org.braggwise.spark.table.SpecRecord;
import org.braggwise.spark.table.TableStore;
import org.braggwise.spark.task.PartOutput;
import org.braggwise.spark.task.PartResult;
import org.braggwise.spark.task.ProblemRows;
import org.knime.core.data.DataRow;
import org.knime.core.node.BufferedDataTable;

/** Makes one table of those that a node gave for each part of its rows: the same as it would have given for all rows at once. */
final class PartMerger {

    private final String m_folder;
    private final Configuration m_files;
    private final boolean m_wholeTables;

    /** @param wholeTables whether every part also got tables whole, whose problems it then reports */
    PartMerger(String folder, Configuration files, boolean wholeTables) {
        m_folder = folder;
        m_files = files;
        m_wholeTables = wholeTables;
    }

    /**
     * @param results in the order of the parts
     * @param port from 0
     * @param keys where keys of different parts may be the same; null where they can't
     */
    BufferedDataTable merge(List<PartResult> results, int port, JavaSparkContext keys, HadoopSettings files)
            throws IOException {
        List<PartOutput> outputs =
                results.stream().map(r -> r.outputs().get(port)).toList();
        SpecRecord spec =
                outputs.stream().map(PartOutput::spec).reduce(SpecRecord::and).orElseThrow();
        List<Part> parts = new ArrayList<>();
        boolean problems = ProblemRows.isProblemTable(spec.spec());
        long common = problems && m_wholeTables ? common(outputs) : 0;
        for (int i = 0; i < outputs.size(); i++) {
            Part all = Part.of(outputs.get(i).file(), outputs.get(i).rows());
            parts.add(i == 0 ? all : all.slice(common, all.rows() - common));
        }
        if (problems) {
            addTotals(outputs, spec, parts);
        }
        if (problems || numbered(outputs)) {
            number(parts);
        } else if (keys != null && parts.size() > 1) {
            parts = UniqueKeys.in(parts, keys, files);
        }
        return PartedTable.owning(spec, parts, m_files).table();
    }

    /** @return how many rows at the start are the same in all parts: those about tables that each part got whole */
    private static long common(List<PartOutput> outputs) {
        long[] first = outputs.get(0).first();
        int common = outputs.size() == 1 ? 0 : first.length;
        for (PartOutput output : outputs) {
            int same = 0;
            while (same < common && same < output.first().length && output.first()[same] == first[same]) {
                same++;
            }
            common = same;
        }
        return common;
    }

    private void addTotals(List<PartOutput> outputs, SpecRecord spec, List<Part> parts) throws IOException {
        List<DataRow> totals =
                ProblemTotals.of(outputs.stream().map(PartOutput::totals).toList());
        if (!totals.isEmpty()) {
            String file = TableStore.newFile(m_folder, "totals");
            try (PartFile.Writer writer = PartFile.create(file, spec, m_files)) {
                for (DataRow row : totals) {
                    writer.add(row);
                }
            }
            parts.add(Part.of(file, totals.size()));
        }
    }

    /** Keys that a node counts start at 0 in each part. */
    private static boolean numbered(List<PartOutput> outputs) {
        return outputs.stream().filter(o -> o.rows() > 0).count() > 1
                && outputs.stream().allMatch(o -> o.rows() == 0 || o.numbered());
    }

    private static void number(List<Part> parts) {
        long next = 0;
        for (int i = 0; i < parts.size(); i++) {
            Part part = parts.get(i);
            parts.set(i, part.numbered(next));
            next += part.rows();
        }
    }
}
