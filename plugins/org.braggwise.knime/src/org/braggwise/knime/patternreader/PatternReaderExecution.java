// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.knime.patternreader;

import java.io.IOException;
import java.util.List;

import org.braggwise.crystal.Diagnostic;
import org.braggwise.diffraction.file.PatternFile;
import org.braggwise.diffraction.file.PatternFileException;
import org.braggwise.diffraction.file.PatternFileReader;
import org.braggwise.knime.common.InputFiles;
import org.braggwise.knime.common.InputFiles.Content;
import org.braggwise.knime.common.InputFiles.InputFile;
import org.braggwise.knime.common.OrderedParallel;
import org.braggwise.knime.common.OutputTable;
import org.braggwise.knime.common.PatternColumn;
import org.braggwise.knime.common.ProblemTable;
import org.braggwise.knime.common.UniqueKeys;
import org.knime.core.data.DataCell;
import org.knime.core.data.DataRow;
import org.knime.core.data.DataType;
import org.knime.core.data.RowKey;
import org.knime.core.data.def.DefaultRow;
import org.knime.core.data.def.DoubleCell;
import org.knime.core.data.def.IntCell;
import org.knime.core.data.def.StringCell;
import org.knime.core.node.CanceledExecutionException;
import org.knime.core.node.ExecutionContext;
import org.knime.core.node.KNIMEException;
import org.knime.node.DefaultModel.ExecuteInput;
import org.knime.node.DefaultModel.ExecuteOutput;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** What the XRD Pattern Reader does. */
final class PatternReaderExecution {

    private record FileResult(InputFile file, List<PatternFile> scans, PatternFileException refused, String failure) {}

    private record OpenedFile(InputFile file, Content content) {
        OpenedFile(InputFile file) {
            this(file, file.opened());
        }
    }

    private PatternReaderExecution() {}

    static void execute(ExecuteInput in, ExecuteOutput out) throws CanceledExecutionException, KNIMEException {
        PatternReaderParameters p = in.getParameters();
        ExecutionContext exec = in.getExecutionContext();
        List<InputFile> files = InputFiles.find(p.m_path, p.m_pattern, p.m_recursive);
        var reader = new PatternFileReader(p.m_splitTouching);
        var scans = exec.createDataContainer(ScanTable.SPEC);
        var problems = new ProblemTable(exec);
        var keys = new UniqueKeys();
        OrderedParallel.run(
                files.stream().map(OpenedFile::new).iterator(),
                files.size(),
                "files",
                f -> read(f, reader),
                r -> {
                    if (r.refused != null) {
                        problems.add(
                                r.file.name(),
                                r.refused.line(),
                                "ERROR",
                                r.refused.offset() >= 0 ? "pattern file, byte " + r.refused.offset() : "pattern file",
                                r.refused.found(),
                                r.refused.expected(),
                                "file left out");
                    } else if (r.failure != null) {
                        problems.add(
                                r.file.name(),
                                0,
                                "ERROR",
                                "readable file",
                                r.failure,
                                "a pattern file",
                                "file left out");
                    }
                    for (int i = 0; i < r.scans.size(); i++) {
                        PatternFile scan = r.scans.get(i);
                        for (Diagnostic d : scan.diagnostics()) {
                            problems.add(
                                    d.source(),
                                    d.line(),
                                    d.severity().name(),
                                    d.rule(),
                                    d.found(),
                                    d.expected(),
                                    d.assumed());
                        }
                        scans.addRowToTable(row(
                                keys.of(r.scans.size() == 1 ? r.file.name() : r.file.name() + "#" + (i + 1)), scan));
                    }
                },
                exec);
        out.setOutData(0, OutputTable.of(scans, exec));
        out.setOutData(1, problems.close());
        String warning = problems.warning(problems.errors() == 1 ? "file" : "files");
        if (warning != null) {
            out.setWarningMessage(warning);
        }
    }

    private static FileResult read(OpenedFile opened, PatternFileReader reader) {
        InputFile file = opened.file;
        try {
            return new FileResult(file, reader.read(opened.content.read(), file.name()), null, null);
        } catch (PatternFileException e) {
            return new FileResult(file, List.of(), e, null);
        } catch (IOException e) {
            return new FileResult(file, List.of(), null, String.valueOf(e.getMessage()));
        }
    }

    private static DataRow row(RowKey key, PatternFile scan) {
        ObjectNode metadata = JsonNodeFactory.instance.objectNode();
        scan.metadata().forEach(metadata::put);
        DataCell wavelength = scan.wavelengthAngstrom().isPresent()
                ? new DoubleCell(scan.wavelengthAngstrom().getAsDouble())
                : DataType.getMissingCell();
        DataCell radiation = scan.radiation().isPresent()
                ? new StringCell(ScanTable.text(scan.radiation().get()))
                : DataType.getMissingCell();
        double[] x = scan.twoThetaDeg();
        return new DefaultRow(
                key,
                PatternColumn.cell(x),
                PatternColumn.cell(scan.intensities()),
                wavelength,
                radiation,
                new DoubleCell(x[0]),
                new DoubleCell(x[x.length - 1]),
                new IntCell(x.length),
                new StringCell(scan.format().label()),
                new StringCell(metadata.toString()),
                new StringCell(scan.source()));
    }
}
