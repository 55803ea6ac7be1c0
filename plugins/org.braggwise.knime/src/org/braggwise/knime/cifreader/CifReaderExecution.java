// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.knime.cifreader;

import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

import org.braggwise.crystal.CrystalStructure;
import org.braggwise.crystal.Diagnostic;
import org.braggwise.crystal.Diagnostic.Severity;
import org.braggwise.crystal.cif.CifReader;
import org.braggwise.crystal.finder.SymmetryCheck;
import org.braggwise.crystal.symmetry.SpaceGroup;
import org.braggwise.knime.common.execution.InputFiles;
import org.braggwise.knime.common.execution.InputFiles.InputFile;
import org.braggwise.knime.common.execution.OrderedParallel;
import org.braggwise.knime.common.execution.Warnings;
import org.braggwise.knime.common.table.OptionalInput;
import org.braggwise.knime.common.table.OutputTable;
import org.braggwise.knime.common.table.ProblemTable;
import org.braggwise.knime.common.table.StructureTable;
import org.braggwise.knime.common.table.UniqueKeys;
import org.braggwise.knime.common.view.StructuresView;
import org.braggwise.knime.common.view.ViewPayload;
import org.knime.core.data.DataCell;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.DataType;
import org.knime.core.data.RowKey;
import org.knime.core.data.def.DefaultRow;
import org.knime.core.data.def.IntCell;
import org.knime.core.data.def.StringCell;
import org.knime.core.node.BufferedDataContainer;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.CanceledExecutionException;
import org.knime.core.node.ExecutionContext;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.KNIMEException;
import org.knime.node.DefaultModel.ConfigureInput;
import org.knime.node.DefaultModel.ConfigureOutput;
import org.knime.node.DefaultModel.ExecuteInput;
import org.knime.node.DefaultModel.ExecuteOutput;

/** What the CIF Reader does. */
final class CifReaderExecution {

    /** What one text gave. */
    private record TextResult(
            String source, List<SymmetryCheck> structures, List<Diagnostic> diagnostics, String failure) {}

    private final CifReaderParameters m_parameters;
    private final ExecutionContext m_exec;
    private final BufferedDataContainer m_structures;
    private final ProblemTable m_problems;
    private final StructuresView m_view = new StructuresView("Structures");
    private final UniqueKeys m_keys = new UniqueKeys();
    private long m_otherGroups;

    private CifReaderExecution(CifReaderParameters parameters, ExecutionContext exec) {
        m_parameters = parameters;
        m_exec = exec;
        m_structures = exec.createDataContainer(StructureTable.SPEC);
        m_problems = new ProblemTable(exec);
    }

    static void configure(ConfigureInput in, ConfigureOutput out) throws InvalidSettingsException {
        CifReaderParameters p = in.getParameters();
        DataTableSpec table = OptionalInput.spec(in, CifReaderParameters.TABLE);
        if (table != null) {
            p.column(table);
        } else if (!OptionalInput.isThere(in, CifReaderParameters.TABLE) && p.m_path.isBlank()) {
            throw new InvalidSettingsException(
                    "\"File or folder\" is empty: state a CIF file or a folder of CIF files.");
        }
        out.setOutSpecs(StructureTable.SPEC, ProblemTable.SPEC);
    }

    static void execute(ExecuteInput in, ExecuteOutput out) throws CanceledExecutionException, KNIMEException {
        CifReaderParameters p = in.getParameters();
        var execution = new CifReaderExecution(p, in.getExecutionContext());
        BufferedDataTable table = OptionalInput.table(in, CifReaderParameters.TABLE);
        if (table == null) {
            List<InputFile> files = InputFiles.find(p.m_path, p.m_pattern, p.m_recursive);
            execution.read(files.stream().map(CifSource::of).iterator(), files.size(), Origin.FILE);
        } else {
            try (CifRows rows = new CifRows(table, p.column(table.getDataTableSpec()), p.m_content)) {
                execution.read(rows, table.size(), Origin.ROW);
            } catch (InvalidSettingsException e) {
                throw new KNIMEException(e.getMessage(), e);
            }
        }
        out.setOutData(0, OutputTable.of(execution.m_structures, in.getExecutionContext()));
        out.setOutData(1, execution.m_problems.close());
        out.setInternalData(ViewPayload.store(execution.m_view.payload(), in.getExecutionContext()));
        String warning = execution.m_problems.warning((execution.m_problems.errors() == 1 ? "place" : "places")
                + " in the " + (table == null ? "files" : "rows"));
        Warnings.set(out, warning, execution.otherGroups());
    }

    /** @return a warning where a class would be learnt that the atoms do not have; null where there is nothing to warn of */
    private String otherGroups() {
        return m_otherGroups == 0 || m_parameters.m_symmetry == CifReaderParameters.Symmetry.ATOMS
                ? null
                : "The atoms of " + m_otherGroups + (m_otherGroups == 1 ? " structure have" : " structures have")
                        + " another space group than"
                        + " the file claims or, claiming none, P 1: compare the columns Space group and Space group found, or set \"Symmetry\" to"
                        + " As the atoms have.";
    }

    /** What the texts come from. */
    enum Origin {
        FILE,
        ROW;

        private String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private void read(Iterator<CifSource> sources, long count, Origin origin) throws CanceledExecutionException {
        OrderedParallel.run(sources, count, origin.word() + "s", this::read, r -> add(r, origin), m_exec);
    }

    private void add(TextResult r, Origin origin) {
        if (r.failure != null) {
            m_problems.add(
                    r.source,
                    0,
                    Severity.ERROR,
                    "readable " + origin.word(),
                    r.failure,
                    m_parameters.expected(origin),
                    origin.word() + " left out");
        }
        for (Diagnostic d : r.diagnostics) {
            m_problems.add(d.source(), d.line(), d.severity(), d.rule(), d.found(), d.expected(), d.assumed());
        }
        boolean fromAtoms = m_parameters.m_symmetry == CifReaderParameters.Symmetry.ATOMS;
        for (int i = 0; i < r.structures.size(); i++) {
            SymmetryCheck check = r.structures.get(i);
            if (check.differs()) {
                m_otherGroups++;
                m_problems.add(
                        r.source,
                        0,
                        Severity.WARNING,
                        "space group of the atoms",
                        "number " + check.found().orElseThrow().number(),
                        "number " + check.claimed().number() + ", the file's (1 where it states none)",
                        fromAtoms ? "that of the atoms taken" : "the file's claim kept");
            }
            if (check.found().isEmpty()) {
                m_problems.add(
                        r.source,
                        0,
                        Severity.WARNING,
                        "space group of the atoms",
                        check.problem(),
                        "atoms whose symmetry can be determined",
                        "the file's claim kept");
            }
            CrystalStructure structure = fromAtoms ? check.asTheAtomsHave() : check.structure();
            RowKey key = m_keys.of(r.structures.size() == 1 ? r.source : r.source + "#" + (i + 1));
            m_view.add(key.getString(), structure);
            m_structures.addRowToTable(new DefaultRow(
                    key,
                    StructureTable.cells(
                            structure,
                            cell(check.found(), g -> new IntCell(g.number())),
                            cell(
                                    check.found(),
                                    g -> new StringCell(g.crystalSystem().label())),
                            new StringCell(r.source))));
        }
    }

    private TextResult read(CifSource source) {
        String text;
        try {
            text = source.text().read();
        } catch (IOException e) {
            return new TextResult(source.name(), List.of(), List.of(), String.valueOf(e.getMessage()));
        }
        var mode = m_parameters.m_mode == CifReaderParameters.Mode.STRICT
                ? CifReader.Mode.STRICT
                : CifReader.Mode.TOLERANT;
        // The symmetry of the atoms is looked for below, within the tolerance of the settings.
        CifReader.Result result = new CifReader(mode).withoutSearch().read(text, source.name());
        List<SymmetryCheck> checked = result.structures().stream()
                .map(s -> SymmetryCheck.of(s, m_parameters.m_symmetryTolerance))
                .toList();
        return new TextResult(source.name(), checked, result.diagnostics(), null);
    }

    private static DataCell cell(Optional<SpaceGroup> found, Function<SpaceGroup, DataCell> value) {
        return found.map(value).orElseGet(DataType::getMissingCell);
    }
}
