// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.knime.augmenter;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.braggwise.crystal.CrystalStructure;
import org.braggwise.diffraction.Normalisation;
import org.braggwise.diffraction.PatternSpace;
import org.braggwise.diffraction.augmentation.AugmentedPattern;
import org.braggwise.diffraction.augmentation.Augmenter;
import org.braggwise.diffraction.simulation.PatternSimulator;
import org.braggwise.diffraction.simulation.SimulationSettings;
import org.braggwise.knime.common.execution.OrderedParallel;
import org.braggwise.knime.common.execution.Warnings;
import org.braggwise.knime.common.settings.Seed;
import org.braggwise.knime.common.table.CifCell;
import org.braggwise.knime.common.table.CifCell.BadCifException;
import org.braggwise.knime.common.table.Columns;
import org.braggwise.knime.common.table.HowSimulated;
import org.braggwise.knime.common.table.OptionalInput;
import org.braggwise.knime.common.table.OutputTable;
import org.braggwise.knime.common.table.PatternColumn;
import org.braggwise.knime.common.table.PatternColumn.BadPatternException;
import org.braggwise.knime.common.table.ProblemTable;
import org.braggwise.knime.common.table.UniqueKeys;
import org.braggwise.knime.common.view.PatternsView;
import org.braggwise.knime.common.view.ViewPayload;
import org.knime.core.data.DataCell;
import org.knime.core.data.DataColumnSpec;
import org.knime.core.data.DataRow;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.DataType;
import org.knime.core.data.RowKey;
import org.knime.core.data.StringValue;
import org.knime.core.data.def.DefaultRow;
import org.knime.core.data.def.IntCell;
import org.knime.core.data.def.StringCell;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.CanceledExecutionException;
import org.knime.core.node.ExecutionContext;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.KNIMEException;
import org.knime.node.DefaultModel.ConfigureInput;
import org.knime.node.DefaultModel.ConfigureOutput;
import org.knime.node.DefaultModel.ExecuteInput;
import org.knime.node.DefaultModel.ExecuteOutput;

/** What the Spectrum Augmenter does. */
final class SpectrumAugmenterExecution {

    private record RowResult(DataRow row, double[] original, List<AugmentedPattern> patterns, String problem) {}

    private static final String UNKNOWN_SHAPE =
            "The patterns don't say how they were simulated, or not all in the same way: augmented ones have the XRD Simulator's default peak shape and scattering factors.";

    private SpectrumAugmenterExecution() {}

    static void configure(ConfigureInput in, ConfigureOutput out) throws InvalidSettingsException {
        SpectrumAugmenterParameters p = in.getParameters();
        DataTableSpec spec = in.getInTableSpec(0);
        if (spec == null) {
            out.setOutSpecs(null, ProblemTable.SPEC);
            return;
        }
        Columns.require(spec, p.m_cifColumn, "CIF", StringValue.class);
        DataTableSpec phases = OptionalInput.spec(in, OptionalInput.SECOND);
        if (phases != null) {
            Columns.require(phases, p.m_phaseColumn, "impurity CIF", StringValue.class);
        }
        out.setOutSpecs(outSpec(spec, p, space(spec, p)), ProblemTable.SPEC);
    }

    static void execute(ExecuteInput in, ExecuteOutput out) throws CanceledExecutionException, KNIMEException {
        SpectrumAugmenterParameters p = in.getParameters();
        ExecutionContext exec = in.getExecutionContext();
        BufferedDataTable table = in.getInTable(0);
        DataTableSpec spec = table.getDataTableSpec();
        int cif;
        int pattern;
        PatternSpace space;
        DataTableSpec outSpec;
        Augmenter augmenter;
        Optional<HowSimulated> how;
        var problems = new ProblemTable(exec);
        Seed seed = Seed.of(p.m_seed);
        try {
            cif = Columns.require(spec, p.m_cifColumn, "CIF", StringValue.class);
            pattern = Columns.requirePattern(spec, p.m_patternColumn);
            space = space(spec, p);
            outSpec = outSpec(spec, p, space);
            how = PatternColumn.simulated(spec.getColumnSpec(pattern));
            SimulationSettings simulation = simulation(space, how);
            augmenter = new Augmenter(p.settings(phases(in, p, simulation, problems), seed.value()), simulation);
        } catch (InvalidSettingsException e) {
            throw new KNIMEException(e.getMessage(), e);
        }
        var rows = exec.createDataContainer(outSpec);
        var view = new PatternsView("Augmented patterns", space);
        int system = spec.findColumnIndex("Crystal system"); // that every structure of ours has
        var keys = new UniqueKeys();
        try (var iterator = table.iterator()) {
            OrderedParallel.run(
                    iterator,
                    table.size(),
                    "structures",
                    row -> augment(row, cif, pattern, space, augmenter),
                    r -> {
                        if (r.problem != null) {
                            problems.addRowError(
                                    r.row.getKey(), "augmentation", r.problem, "a structure with its pattern");
                            return;
                        }
                        String key = r.row.getKey().getString();
                        PatternsView.Family family = view.family(
                                key, system < 0 ? "" : r.row.getCell(system).toString());
                        if (family != null) {
                            family.add(key, "original", null, r.original);
                        }
                        if (p.m_keepOriginal) {
                            rows.addRowToTable(
                                    row(outSpec, r.row, pattern, keys.of(key), r.original, "original", 0, "{}"));
                        }
                        for (AugmentedPattern a : r.patterns) {
                            double[] y = a.pattern().intensities();
                            rows.addRowToTable(row(
                                    outSpec,
                                    r.row,
                                    pattern,
                                    keys.of(a.key()),
                                    y,
                                    a.mode().label(),
                                    a.index(),
                                    a.drawnJson()));
                            if (family != null) {
                                DrawnParameters.put(
                                        family.add(
                                                a.key(),
                                                a.mode().label(),
                                                a.mode().label(),
                                                y),
                                        a.drawn());
                            }
                        }
                        if (family != null) {
                            family.close();
                        }
                    },
                    exec);
        }
        out.setOutData(0, OutputTable.of(rows, exec));
        out.setOutData(1, problems.close());
        out.setInternalData(ViewPayload.store(view.payload(), exec));
        Warnings.set(out, problems.warning(), unlikeSimulated(how), p.makesNothing(), seed.note());
    }

    /** @return by what augmented patterns can be told from the simulated ones, null for nothing */
    private static String unlikeSimulated(Optional<HowSimulated> how) {
        if (how.isEmpty()) {
            return UNKNOWN_SHAPE;
        }
        List<String> further = how.get().further();
        return further.isEmpty()
                ? null
                : "The patterns were simulated with " + String.join(", ", further)
                        + ". The augmented ones are made from the structures without it, so that a network can tell one from the other:"
                        + " leave it out in the XRD Simulator, and let this node add it.";
    }

    private static List<CrystalStructure> phases(
            ExecuteInput in, SpectrumAugmenterParameters p, SimulationSettings simulation, ProblemTable problems)
            throws InvalidSettingsException, KNIMEException, CanceledExecutionException {
        BufferedDataTable table = OptionalInput.table(in, OptionalInput.SECOND);
        if (table == null) {
            return List.of();
        }
        int cif = Columns.require(table.getDataTableSpec(), p.m_phaseColumn, "impurity CIF", StringValue.class);
        return ImpurityPhases.read(table, cif, new PatternSimulator(simulation), problems, in.getExecutionContext());
    }

    private static RowResult augment(DataRow row, int cif, int pattern, PatternSpace space, Augmenter augmenter) {
        try {
            // as the augmented ones: the column says one normalisation of both
            double[] original = Normalisation.MAXIMUM_1.apply(
                    PatternColumn.read(row.getCell(pattern), space.grid().points()),
                    space.grid().stepDeg());
            return new RowResult(
                    row,
                    original,
                    augmenter.augment(CifCell.read(row, cif), row.getKey().getString()),
                    null);
        } catch (BadCifException | BadPatternException | IllegalArgumentException | IllegalStateException e) {
            return new RowResult(row, null, null, e.getMessage());
        }
    }

    private static DataRow row(
            DataTableSpec outSpec,
            DataRow in,
            int pattern,
            RowKey key,
            double[] y,
            String mode,
            int index,
            String drawn) {
        var cells = new DataCell[outSpec.getNumColumns()];
        int own = in.getNumCells();
        for (int i = 0; i < own; i++) {
            cells[i] = in.getCell(i);
        }
        cells[pattern] = PatternColumn.cell(y);
        cells[own] = new StringCell(mode);
        cells[own + 1] = "original".equals(mode) ? DataType.getMissingCell() : new IntCell(index);
        cells[own + 2] = new StringCell(drawn);
        cells[own + 3] = new StringCell(in.getKey().getString());
        return new DefaultRow(key, cells);
    }

    private static PatternSpace space(DataTableSpec spec, SpectrumAugmenterParameters p)
            throws InvalidSettingsException {
        return PatternColumn.requireSpace(spec, Columns.requirePattern(spec, p.m_patternColumn))
                .withNormalisation(Normalisation.MAXIMUM_1);
    }

    private static DataTableSpec outSpec(DataTableSpec in, SpectrumAugmenterParameters p, PatternSpace space)
            throws InvalidSettingsException {
        var own = new DataColumnSpec[in.getNumColumns()];
        for (int i = 0; i < own.length; i++) {
            DataColumnSpec c = in.getColumnSpec(i);
            own[i] = c.getName().equals(p.m_patternColumn)
                    ? PatternColumn.spec(
                            c.getName(),
                            space,
                            PatternColumn.simulated(c).map(how -> p.m_keepOriginal ? how : how.ideal()))
                    : c;
        }
        // the patterns may be augmented ones already: their columns keep their names
        List<DataColumnSpec> more = new ArrayList<>();
        for (DataColumnSpec c : List.of(
                Columns.column("Mode", StringCell.TYPE),
                Columns.column("Number", IntCell.TYPE),
                Columns.column("Drawn", StringCell.TYPE),
                Columns.column("Original row", StringCell.TYPE))) {
            more.add(Columns.column(DataTableSpec.getUniqueColumnName(in, c.getName()), c.getType()));
        }
        return new DataTableSpec(Columns.append(new DataTableSpec(own), more.toArray(DataColumnSpec[]::new)));
    }

    private static SimulationSettings simulation(PatternSpace space, Optional<HowSimulated> how) {
        return how.orElse(HowSimulated.DEFAULT)
                .simulation(space)
                .normalisation(Normalisation.MAXIMUM_1)
                .build();
    }
}
