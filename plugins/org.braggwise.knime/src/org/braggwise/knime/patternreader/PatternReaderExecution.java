// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.knime.patternreader;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import org.braggwise.crystal.Diagnostic;
import org.braggwise.crystal.Diagnostic.Severity;
import org.braggwise.diffraction.file.PatternFile;
import org.braggwise.diffraction.file.PatternFileContent;
import org.braggwise.diffraction.file.PatternFileException;
import org.braggwise.diffraction.file.PatternFileReader;
import org.braggwise.knime.common.execution.InputFiles;
import org.braggwise.knime.common.execution.InputFiles.Content;
import org.braggwise.knime.common.execution.InputFiles.InputFile;
import org.braggwise.knime.common.execution.OrderedParallel;
import org.braggwise.knime.common.execution.Warnings;
import org.braggwise.knime.common.table.OutputTable;
import org.braggwise.knime.common.table.PatternColumn;
import org.braggwise.knime.common.table.ProblemTable;
import org.braggwise.knime.common.table.ScanTable;
import org.braggwise.knime.common.table.UniqueKeys;
import org.braggwise.knime.common.view.ViewPayload;
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

    private static final String LEFT_OUT = "file left out";
    private static final PatternFileContent NOTHING = new PatternFileContent(List.of(), List.of());
    /** Rows of skipped files at most: a folder may be anything. */
    private static final int MAX_SKIPPED = 1000;

    private record FileResult(InputFile file, PatternFileContent content, String failure) {}

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
        var view = new ScansView();
        var assumed = new AtomicInteger();
        OrderedParallel.run(
                files.stream().map(OpenedFile::new).iterator(),
                files.size(),
                "files",
                f -> read(f, reader),
                r -> {
                    if (r.failure != null) {
                        problems.add(
                                r.file.name(),
                                0,
                                Severity.ERROR,
                                "readable file",
                                r.failure,
                                "a pattern file",
                                LEFT_OUT);
                    }
                    boolean nothing = r.content.scans().isEmpty();
                    for (PatternFileException e : r.content.refused()) {
                        refused(problems, e, nothing ? LEFT_OUT : "scan left out");
                    }
                    boolean one = r.content.scans().size() + r.content.refused().size() == 1;
                    for (PatternFile scan : r.content.scans()) {
                        for (Diagnostic d : scan.diagnostics()) {
                            problems.add(
                                    r.file.name(),
                                    d.line(),
                                    d.severity(),
                                    d.rule(),
                                    d.found(),
                                    d.expected(),
                                    d.assumed());
                        }
                        RowKey key = keys.of(one ? r.file.name() : r.file.name() + "#" + (scan.scan() + 1));
                        assumed.addAndGet(scan.assumption().isPresent() ? 1 : 0);
                        scans.addRowToTable(row(key, scan));
                        view.add(key.getString(), scan);
                    }
                },
                exec);
        skipped(problems, InputFiles.skipped(p.m_path, p.m_pattern, p.m_recursive), p.m_pattern);
        out.setOutData(0, OutputTable.of(scans, exec));
        out.setOutData(1, problems.close());
        out.setInternalData(ViewPayload.store(view.payload(), exec));
        Warnings.set(
                out,
                problems.warning(problems.errors() == 1 ? "file or scan" : "files or scans"),
                assumed.get() == 0
                        ? null
                        : "The wavelength of " + assumed.get() + (assumed.get() == 1 ? " scan" : " scans")
                                + " is assumed in part (column \"" + ScanTable.ASSUMED + "\").");
    }

    private static void refused(ProblemTable problems, PatternFileException e, String action) {
        problems.add(
                e.source(),
                e.line(),
                Severity.ERROR,
                e.offset() >= 0 ? "pattern file, byte " + e.offset() : "pattern file",
                e.found(),
                e.expected(),
                action);
    }

    private static void skipped(ProblemTable problems, List<String> names, String pattern) {
        String expected = "a name that fits " + pattern;
        for (String name : names.subList(0, Math.min(MAX_SKIPPED, names.size()))) {
            problems.add(
                    name, 0, Severity.INFO, "file name", "a file of the folder with another name", expected, "skipped");
        }
        if (names.size() > MAX_SKIPPED) {
            String more = names.size() - MAX_SKIPPED + " more files of the folder with other names";
            problems.add("the folder", 0, Severity.INFO, "file name", more, expected, "skipped");
        }
    }

    private static FileResult read(OpenedFile opened, PatternFileReader reader) {
        InputFile file = opened.file;
        try {
            return new FileResult(file, reader.content(opened.content.read(), file.name()), null);
        } catch (PatternFileException e) {
            return new FileResult(file, new PatternFileContent(List.of(), List.of(e)), null);
        } catch (IOException e) {
            return new FileResult(file, NOTHING, String.valueOf(e.getMessage()));
        } catch (RuntimeException | StackOverflowError e) {
            // a fault of ours, of which the other files need not suffer
            return new FileResult(file, NOTHING, "a fault of the reader: " + e);
        } catch (OutOfMemoryError e) {
            // this file alone is too much; the others can be read all the same
            return new FileResult(file, NOTHING, "more than the memory holds");
        }
    }

    private static DataRow row(RowKey key, PatternFile scan) {
        ObjectNode metadata = JsonNodeFactory.instance.objectNode();
        scan.metadata().forEach(metadata::put);
        DataCell wavelength = scan.wavelengthAngstrom().isPresent()
                ? new DoubleCell(scan.wavelengthAngstrom().getAsDouble())
                : DataType.getMissingCell();
        DataCell radiation = scan.radiation().isPresent()
                ? new StringCell(scan.radiation().get().toText())
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
                new StringCell(scan.source()),
                scan.assumption().isPresent() ? new StringCell(scan.assumption().get()) : DataType.getMissingCell());
    }
}
