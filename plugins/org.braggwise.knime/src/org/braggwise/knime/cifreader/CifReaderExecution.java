// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.knime.cifreader;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

import org.braggwise.crystal.CrystalStructure;
import org.braggwise.crystal.Diagnostic;
import org.braggwise.crystal.cif.CifReader;
import org.braggwise.crystal.symmetry.SpaceGroupFinder;
import org.braggwise.knime.common.InputFiles;
import org.braggwise.knime.common.InputFiles.InputFile;
import org.braggwise.knime.common.OrderedParallel;
import org.braggwise.knime.common.ProblemTable;
import org.knime.core.data.DataCell;
import org.knime.core.data.DataType;
import org.knime.core.data.def.DefaultRow;
import org.knime.core.data.def.IntCell;
import org.knime.core.data.def.StringCell;
import org.knime.core.node.CanceledExecutionException;
import org.knime.core.node.ExecutionContext;
import org.knime.core.node.KNIMEException;
import org.knime.node.DefaultModel.ExecuteInput;
import org.knime.node.DefaultModel.ExecuteOutput;

/** What the CIF Reader does. */
final class CifReaderExecution {

    /** What one file gave. */
    private record FileResult(InputFile file, List<Row> rows, List<Diagnostic> diagnostics, String failure) {
    }

    private record Row(CrystalStructure structure, int foundSpaceGroup, String notFound) {
    }

    private CifReaderExecution() {
    }

    static void execute(final ExecuteInput in, final ExecuteOutput out) throws CanceledExecutionException, KNIMEException {
        final CifReaderParameters p = in.getParameters();
        final ExecutionContext exec = in.getExecutionContext();
        final List<InputFile> files = InputFiles.find(p.m_path, p.m_pattern, p.m_recursive);
        final var structures = exec.createDataContainer(StructureTable.SPEC);
        final var problems = new ProblemTable(exec);
        OrderedParallel.run(files.iterator(), files.size(), "files", f -> read(f, p), r -> {
            if (r.failure != null) {
                problems.add(r.file.name(), 0, "ERROR", "readable file", r.failure, "a CIF file", "file left out");
            }
            for (Diagnostic d : r.diagnostics) {
                problems.add(d.source(), d.line(), d.severity().name(), d.rule(), d.found(), d.expected(), d.assumed());
            }
            for (int i = 0; i < r.rows.size(); i++) {
                final Row row = r.rows.get(i);
                final String key = r.rows.size() == 1 ? r.file.name() : r.file.name() + "#" + (i + 1);
                final int claimed = row.structure.spaceGroup().number();
                if (row.foundSpaceGroup > 0 && row.foundSpaceGroup != claimed) {
                    problems.add(r.file.name(), 0, "WARNING", "space group of the atoms", "number " + row.foundSpaceGroup,
                        "number " + claimed + ", as the file claims", "the file's claim kept");
                }
                if (row.notFound != null) {
                    problems.add(r.file.name(), 0, "WARNING", "space group of the atoms", row.notFound,
                        "atoms whose symmetry can be determined", "the file's claim kept");
                }
                final DataCell found = row.foundSpaceGroup > 0 ? new IntCell(row.foundSpaceGroup) : DataType.getMissingCell();
                structures.addRowToTable(
                    new DefaultRow(key, StructureTable.cells(row.structure, found, new StringCell(r.file.name()))));
            }
        }, exec);
        structures.close();
        out.setOutData(0, structures.getTable());
        out.setOutData(1, problems.close());
        final String warning = problems.warning("place in the files");
        if (warning != null) {
            out.setWarningMessage(warning);
        }
    }

    private static FileResult read(final InputFile file, final CifReaderParameters p) {
        final String text;
        try {
            text = new String(file.read(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return new FileResult(file, List.of(), List.of(), String.valueOf(e.getMessage()));
        }
        final var mode = p.m_mode == CifReaderParameters.Mode.STRICT ? CifReader.Mode.STRICT : CifReader.Mode.TOLERANT;
        final CifReader.Result result = new CifReader(mode).read(text, file.name());
        final List<Row> rows = result.structures().stream()
            .map(s -> row(s, p.m_symmetryTolerance)).toList();
        return new FileResult(file, rows, result.diagnostics(), null);
    }

    /** A structure whose symmetry can't be determined is a structure all the same. */
    private static Row row(final CrystalStructure structure, final double tolerance) {
        try {
            return new Row(structure, SpaceGroupFinder.find(structure, tolerance).spaceGroup().number(), null);
        } catch (IllegalArgumentException e) {
            return new Row(structure, 0, e.getMessage());
        }
    }
}
