// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.knime.preparation;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

import org.braggwise.crystal.Diagnostic.Severity;
import org.braggwise.diffraction.PatternSpace;
import org.braggwise.diffraction.Radiation;
import org.braggwise.diffraction.TwoThetaGrid;
import org.braggwise.diffraction.preparation.PatternPreparation;
import org.braggwise.diffraction.preparation.PreparationSettings;
import org.braggwise.diffraction.preparation.PreparationStep;
import org.braggwise.diffraction.preparation.PreparedPattern;
import org.braggwise.diffraction.preparation.PreparedPattern.Warning;
import org.braggwise.knime.common.execution.OrderedParallel;
import org.braggwise.knime.common.execution.Warnings;
import org.braggwise.knime.common.settings.ScanColumnsParameters.RowContent;
import org.braggwise.knime.common.table.Columns;
import org.braggwise.knime.common.table.OutputTable;
import org.braggwise.knime.common.table.PatternColumn;
import org.braggwise.knime.common.table.PatternColumn.BadPatternException;
import org.braggwise.knime.common.table.ProblemTable;
import org.braggwise.knime.common.table.ScanColumns;
import org.braggwise.knime.common.table.ScanColumns.Scan;
import org.braggwise.knime.common.table.ScanTable;
import org.braggwise.knime.common.view.PatternsView;
import org.braggwise.knime.common.view.ViewArrays;
import org.braggwise.knime.common.view.ViewPayload;
import org.knime.core.data.DataCell;
import org.knime.core.data.DataColumnSpec;
import org.knime.core.data.DataRow;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.DataType;
import org.knime.core.data.def.DefaultRow;
import org.knime.core.data.def.DoubleCell;
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

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** What the Pattern Preparation does. */
final class PatternPreparationExecution {

    /** The steps of so many patterns are kept for the view. */
    private record RowResult(DataRow row, PreparedPattern pattern, String problem) {}

    private PatternPreparationExecution() {}

    static void configure(ConfigureInput in, ConfigureOutput out) throws InvalidSettingsException {
        PatternPreparationParameters p = in.getParameters();
        DataTableSpec spec = in.getInTableSpec(0);
        out.setOutSpecs(spec == null ? null : outSpec(spec, p), ProblemTable.SPEC);
    }

    static void execute(ExecuteInput in, ExecuteOutput out) throws CanceledExecutionException, KNIMEException {
        PatternPreparationParameters p = in.getParameters();
        ExecutionContext exec = in.getExecutionContext();
        BufferedDataTable table = in.getInTable(0);
        DataTableSpec spec = table.getDataTableSpec();
        Scans scans;
        DataTableSpec outSpec;
        PatternSpace space;
        try {
            scans = p.m_input == RowContent.SCANS
                    ? new ScanColumns(spec, p.m_twoThetaColumn, p.m_intensityColumn)::read
                    : new GridPatterns(spec, p)::read;
            outSpec = outSpec(spec, p);
            space = PatternColumn.requireSpace(outSpec, spec.getNumColumns());
        } catch (InvalidSettingsException e) {
            throw new KNIMEException(e.getMessage(), e);
        }
        int assumed = outSpec.findColumnIndex(ScanTable.ASSUMED);
        int pattern = spec.getNumColumns();
        var preparation = new PatternPreparation(settings(p));
        var rows = exec.createDataContainer(outSpec);
        var problems = new ProblemTable(exec);
        Map<Warning, Integer> warned = new EnumMap<>(Warning.class);
        var view = new PatternsView("Prepared patterns", space);
        try (var iterator = table.iterator()) {
            OrderedParallel.run(
                    iterator,
                    table.size(),
                    "patterns",
                    row -> prepare(row, scans, preparation),
                    r -> {
                        if (r.problem != null) {
                            problems.addRowError(
                                    r.row.getKey(), "preparation", r.problem, "a pattern that fits the settings");
                            return;
                        }
                        for (String note : r.pattern.notes()) {
                            problems.add(
                                    r.row.getKey().getString(), 0, Severity.INFO, "preparation", note, "", "row kept");
                        }
                        r.pattern.warnings().forEach((w, found) -> {
                            problems.add(
                                    r.row.getKey().getString(),
                                    0,
                                    Severity.WARNING,
                                    "preparation",
                                    found,
                                    expected(w),
                                    "row kept");
                            warned.merge(w, 1, Integer::sum);
                        });
                        double[] y = r.pattern.pattern().intensities();
                        var cells = new DataCell[outSpec.getNumColumns()];
                        for (int i = 0; i < spec.getNumColumns(); i++) {
                            cells[i] = r.row.getCell(i);
                        }
                        cells[pattern] = PatternColumn.cell(y);
                        cells[pattern + 1] = new DoubleCell(r.pattern.measuredShare());
                        if (assumed >= 0) {
                            cells[assumed] = assumption(r, assumed);
                        }
                        rows.addRowToTable(new DefaultRow(r.row.getKey(), cells));
                        show(view, r, y);
                    },
                    exec);
        }
        out.setOutData(0, OutputTable.of(rows, exec));
        out.setOutData(1, problems.close());
        out.setInternalData(ViewPayload.store(view.payload(), exec));
        List<String> warnings = new ArrayList<>();
        warnings.add(problems.warning());
        warned.forEach((w, count) -> warnings.add(message(w, count)));
        Warnings.set(out, warnings.toArray(String[]::new));
    }

    /** What of the radiation was assumed: here, or already where the scan was read. */
    private static DataCell assumption(RowResult r, int column) {
        if (r.pattern.warnings().containsKey(Warning.ASSUMED_RADIATION)) {
            return new StringCell(r.pattern.warnings().get(Warning.ASSUMED_RADIATION));
        }
        return column < r.row.getNumCells() ? r.row.getCell(column) : DataType.getMissingCell();
    }

    private static String expected(Warning warning) {
        return switch (warning) {
            case ASSUMED_RADIATION -> "a wavelength in the file";
            case NOT_STRIPPED -> "Kα1 and Kα2, as Cu Ka1+Ka2 has them";
            case MUCH_UNMEASURED -> "0.9 of the grid or more";
        };
    }

    private static String message(Warning warning, int patterns) {
        return switch (warning) {
            case ASSUMED_RADIATION -> "The radiation of " + patterns
                    + " pattern(s) is assumed, as the settings say: their files state none (column \""
                    + ScanTable.ASSUMED
                    + "\").";
            case NOT_STRIPPED -> "Kα2 was not stripped from " + patterns
                    + " pattern(s), whose radiation is no doublet (output \"Problems\").";
            case MUCH_UNMEASURED -> patterns
                    + " pattern(s) were measured on less than 0.9 of the grid and are 0 elsewhere (output"
                    + " \"Problems\").";
        };
    }

    private static void show(PatternsView view, RowResult r, double[] y) {
        ObjectNode series = view.add(r.row.getKey().getString(), "prepared", null, y);
        if (series == null) {
            return;
        }
        ArrayNode steps = series.putArray("steps");
        for (PreparationStep step : r.pattern.steps()) {
            ObjectNode s = steps.addObject();
            s.put("name", step.name() + (step.detail().isEmpty() ? "" : ": " + step.detail()));
            String x = ViewArrays.float32(step.twoThetaDeg());
            s.put("x32", x).put("y32", ViewArrays.float32(step.intensities()));
            step.removed()
                    .ifPresent(c -> s.put("curve32", ViewArrays.float32(c)).put("curveName", "taken away"));
        }
    }

    private static RowResult prepare(DataRow row, Scans scans, PatternPreparation preparation) {
        try {
            Scan scan = scans.read(row);
            return new RowResult(
                    row, preparation.prepare(scan.twoThetaDeg(), scan.intensities(), scan.radiation()), null);
        } catch (BadPatternException | IllegalArgumentException e) {
            return new RowResult(row, null, e.getMessage());
        }
    }

    private static DataTableSpec outSpec(DataTableSpec in, PatternPreparationParameters p)
            throws InvalidSettingsException {
        PatternSpace found;
        if (p.m_input == RowContent.SCANS) {
            Columns.requirePattern(in, p.m_twoThetaColumn);
            Columns.requirePattern(in, p.m_intensityColumn);
            found = null;
            if (!p.m_convert) {
                throw new InvalidSettingsException(
                        "Scans of different files may have different wavelengths: switch on \"Convert to"
                                + " another wavelength\" and choose the one that all prepared patterns shall have.");
            }
        } else {
            found = new GridPatterns(in, p).space();
        }
        Radiation radiation = p.m_convert
                ? p.m_radiation.radiation(p.m_wavelength)
                : p.m_stripAlpha2
                        ? PatternPreparation.withoutAlpha2(found.radiation().recognised())
                                .orElse(null)
                        : null;
        var space = new PatternSpace(
                new TwoThetaGrid(p.m_startDeg, p.m_endDeg, p.m_points),
                radiation == null ? found.radiation() : radiation,
                p.m_normalisation.m_value);
        String name = PatternColumn.NAME;
        for (int i = 2; in.containsName(name); i++) {
            name = PatternColumn.NAME + " " + i;
        }
        List<DataColumnSpec> more = new ArrayList<>();
        more.add(PatternColumn.spec(name, space));
        more.add(Columns.column(DataTableSpec.getUniqueColumnName(in, "Measured share"), DoubleCell.TYPE));
        if (p.m_assumeRadiation && p.m_input == RowContent.SCANS && !in.containsName(ScanTable.ASSUMED)) {
            more.add(Columns.column(ScanTable.ASSUMED, StringCell.TYPE));
        }
        return new DataTableSpec(Columns.append(in, more.toArray(DataColumnSpec[]::new)));
    }

    private static PreparationSettings settings(PatternPreparationParameters p) {
        var b = PreparationSettings.builder()
                .grid(new TwoThetaGrid(p.m_startDeg, p.m_endDeg, p.m_points))
                .outside(p.m_outside.m_value)
                .zeroShiftDeg(p.m_zeroShiftDeg)
                .displacement(p.m_displacementMm, p.m_goniometerRadiusMm)
                .stripAlpha2(p.m_stripAlpha2)
                .smoothing(p.m_smoothingPoints.orElse(0), 2)
                .background(p.m_background.m_value, p.m_backgroundHalfWidthDeg)
                .normalisation(p.m_normalisation.m_value);
        if (p.m_assumeRadiation) {
            b.assumedRadiation(p.m_assumedRadiation.radiation(p.m_assumedWavelength));
        }
        if (p.m_convert) {
            b.targetRadiation(p.m_radiation.radiation(p.m_wavelength));
        }
        return b.build();
    }

    /** How a row gives its scan. */
    private interface Scans {
        Scan read(DataRow row) throws BadPatternException;
    }
}
