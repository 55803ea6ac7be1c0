// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.knime.simulator;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.braggwise.crystal.CrystalStructure;
import org.braggwise.diffraction.Normalisation;
import org.braggwise.diffraction.PatternSpace;
import org.braggwise.diffraction.TwoThetaGrid;
import org.braggwise.diffraction.simulation.Background;
import org.braggwise.diffraction.simulation.DisplacementSource;
import org.braggwise.diffraction.simulation.MarchDollase;
import org.braggwise.diffraction.simulation.Noise;
import org.braggwise.diffraction.simulation.PatternSimulator;
import org.braggwise.diffraction.simulation.PeakProfile;
import org.braggwise.diffraction.simulation.ProfileShape;
import org.braggwise.diffraction.simulation.Simulation;
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
import org.braggwise.knime.common.table.Peaks;
import org.braggwise.knime.common.table.ProblemTable;
import org.braggwise.knime.common.view.PatternsView;
import org.braggwise.knime.common.view.ViewPayload;
import org.knime.core.data.DataCell;
import org.knime.core.data.DataRow;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.StringValue;
import org.knime.core.data.def.DefaultRow;
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

import com.fasterxml.jackson.databind.node.ObjectNode;

/** What the XRD Simulator does. */
final class XrdSimulatorExecution {

    private record RowResult(
            DataRow row, CrystalStructure structure, Simulation simulation, String peaks, String problem) {}

    private XrdSimulatorExecution() {}

    static void configure(ConfigureInput in, ConfigureOutput out) throws InvalidSettingsException {
        XrdSimulatorParameters p = in.getParameters();
        DataTableSpec spec = in.getInTableSpec(0);
        if (spec == null) {
            out.setOutSpecs(null, ProblemTable.SPEC);
            return;
        }
        Columns.require(spec, p.m_cifColumn, "CIF", StringValue.class);
        DataTableSpec displacements = OptionalInput.spec(in, OptionalInput.SECOND);
        HowSimulated how = how(settings(p, 0).build(), p, displacements != null);
        if (displacements != null) {
            new DisplacementTable(displacements, p);
        }
        out.setOutSpecs(outSpec(spec, space(p), how), ProblemTable.SPEC);
    }

    static void execute(ExecuteInput in, ExecuteOutput out) throws CanceledExecutionException, KNIMEException {
        XrdSimulatorParameters p = in.getParameters();
        ExecutionContext exec = in.getExecutionContext();
        BufferedDataTable table = in.getInTable(0);
        DataTableSpec spec = table.getDataTableSpec();
        Seed seed = Seed.of(p.m_seed);
        int cif;
        PatternSimulator simulator;
        var problems = new ProblemTable(exec);
        BufferedDataTable displacements = OptionalInput.table(in, OptionalInput.SECOND);
        try {
            cif = Columns.require(spec, p.m_cifColumn, "CIF", StringValue.class);
            SimulationSettings.Builder settings = settings(p, seed.value());
            if (displacements != null) {
                settings.inputDisplacements(
                        new DisplacementTable(displacements.getDataTableSpec(), p).read(displacements, problems));
            }
            simulator = new PatternSimulator(settings.build());
        } catch (InvalidSettingsException | IllegalArgumentException e) {
            throw new KNIMEException(e.getMessage(), e);
        }
        PatternSpace space = space(p);
        DataTableSpec outSpec = outSpec(spec, space, how(simulator.settings(), p, displacements != null));
        var rows = exec.createDataContainer(outSpec);
        var notes = new SimulationNotes();
        var view = new PatternsView("Simulated patterns", space);
        try (var iterator = table.iterator()) {
            OrderedParallel.run(
                    iterator,
                    table.size(),
                    "structures",
                    row -> simulate(row, cif, simulator),
                    r -> {
                        if (r.problem != null) {
                            problems.addRowError(
                                    r.row.getKey(),
                                    "simulation",
                                    r.problem,
                                    "a structure whose pattern can be computed");
                            return;
                        }
                        notes.add(r.row.getKey().getString(), r.simulation, problems);
                        double[] y = r.simulation.pattern().intensities();
                        var cells = new DataCell[outSpec.getNumColumns()];
                        for (int i = 0; i < spec.getNumColumns(); i++) {
                            cells[i] = r.row.getCell(i);
                        }
                        cells[cells.length - 2] = PatternColumn.cell(y);
                        cells[cells.length - 1] = new StringCell(r.peaks);
                        rows.addRowToTable(new DefaultRow(r.row.getKey(), cells));
                        ObjectNode series = view.add(
                                r.row.getKey().getString(),
                                r.structure.spaceGroup().crystalSystem().label(),
                                r.structure.formula() + ", "
                                        + r.structure.spaceGroup().hermannMauguin(),
                                y);
                        if (series != null) {
                            Peaks.putInView(series, r.simulation.reflections());
                        }
                    },
                    exec);
        }
        notes.report(problems);
        out.setOutData(0, OutputTable.of(rows, exec));
        out.setOutData(1, problems.close());
        out.setInternalData(ViewPayload.store(view.payload(), exec));
        Warnings.set(
                out,
                problems.warning(),
                notes.warning(),
                displacements != null && !usesTable(simulator.settings())
                        ? "The table of displacement parameters is not used: \"Debye-Waller factors\" is "
                                + p.m_displacement + ", expected CIF_ELSE_TABLE or TABLE."
                        : null,
                p.m_poissonCounts.isPresent() || p.m_gaussianNoise > 0 ? seed.note() : null);
    }

    private static boolean usesTable(SimulationSettings settings) {
        return settings.displacementSource() == DisplacementSource.TABLE
                || settings.displacementSource() == DisplacementSource.STRUCTURE_ELSE_TABLE;
    }

    private static RowResult simulate(DataRow row, int cif, PatternSimulator simulator) {
        try {
            CrystalStructure structure = CifCell.read(row, cif);
            Simulation s = simulator.simulate(structure, row.getKey().getString());
            return new RowResult(
                    row,
                    structure,
                    s,
                    Peaks.json(s.reflections().within(simulator.settings().grid())),
                    null);
        } catch (BadCifException | IllegalArgumentException | IllegalStateException e) {
            return new RowResult(row, null, null, null, e.getMessage());
        }
    }

    private static HowSimulated how(SimulationSettings settings, XrdSimulatorParameters p, boolean displacements) {
        return new HowSimulated(
                settings.profile(),
                settings.ions(),
                p.table(),
                settings.anomalous(),
                settings.monochromatorTwoThetaDeg(),
                settings.displacementSource(),
                further(settings, displacements));
    }

    private static List<String> further(SimulationSettings s, boolean displacements) {
        List<String> further = new ArrayList<>();
        if (displacements && usesTable(s)) {
            further.add("a table of displacement parameters");
        }
        if (s.zeroShiftDeg() != 0 || s.sampleDisplacementMm() != 0) {
            further.add("shifted lines");
        }
        if (s.texture().isPresent()) {
            further.add("preferred orientation");
        }
        if (!s.background().equals(Background.NONE)) {
            further.add("a background");
        }
        if (!s.noise().equals(Noise.NONE)) {
            further.add(HowSimulated.NOISE);
        }
        return further;
    }

    private static DataTableSpec outSpec(DataTableSpec in, PatternSpace space, HowSimulated how) {
        return new DataTableSpec(Columns.append(
                in,
                PatternColumn.spec(DataTableSpec.getUniqueColumnName(in, PatternColumn.NAME), space, Optional.of(how)),
                Columns.column(DataTableSpec.getUniqueColumnName(in, Peaks.COLUMN), StringCell.TYPE)));
    }

    private static PatternSpace space(XrdSimulatorParameters p) {
        return new PatternSpace(
                new TwoThetaGrid(p.m_startDeg, p.m_endDeg, p.m_points),
                p.m_radiation.radiation(p.m_wavelength),
                normalisation(p));
    }

    private static Normalisation normalisation(XrdSimulatorParameters p) {
        return switch (p.m_normalisation) {
            case MAX_1 -> Normalisation.MAXIMUM_1;
            case MAX_100 -> Normalisation.MAXIMUM_100;
            case NONE -> Normalisation.NONE;
        };
    }

    private static SimulationSettings.Builder settings(XrdSimulatorParameters p, long seed)
            throws InvalidSettingsException {
        p.checkCaglioti();
        try {
            var b = SimulationSettings.builder()
                    .grid(new TwoThetaGrid(p.m_startDeg, p.m_endDeg, p.m_points))
                    .radiation(p.m_radiation.radiation(p.m_wavelength))
                    .anomalous(p.m_anomalous)
                    .formFactors(p.table().factors())
                    .ions(p.m_scattering == XrdSimulatorParameters.ScatteringChoice.IONS)
                    .displacementSource(
                            switch (p.m_displacement) {
                                case CIF_ELSE_TABLE -> DisplacementSource.STRUCTURE_ELSE_TABLE;
                                case CIF -> DisplacementSource.STRUCTURE;
                                case TABLE -> DisplacementSource.TABLE;
                                case NONE -> DisplacementSource.NONE;
                            })
                    .profile(PeakProfile.DEFAULT
                            .withShape(ProfileShape.valueOf(p.m_profile.name()))
                            .withLorentzianShare(p.m_lorentzianShare)
                            .withCaglioti(p.m_cagliotiU, p.m_cagliotiV, p.m_cagliotiW)
                            .withDomainSizeNm(p.m_domainSizeNm)
                            .withMicrostrain(p.m_microstrain))
                    .monochromatorTwoThetaDeg(p.m_monochromatorDeg.orElse(0.0))
                    .zeroShiftDeg(p.m_zeroShiftDeg)
                    .sampleDisplacementMm(p.m_sampleDisplacementMm)
                    .goniometerRadiusMm(p.m_goniometerRadiusMm)
                    .noise(new Noise(p.m_poissonCounts.orElse(0.0), p.m_gaussianNoise))
                    .normalisation(normalisation(p))
                    .seed(seed);
            if (p.m_marchCoefficient != 1) {
                int[] hkl = p.marchDirection();
                b.texture(new MarchDollase(p.m_marchCoefficient, hkl[0], hkl[1], hkl[2]));
            }
            b.background(new Background(
                    p.polynomial(),
                    p.m_amorphousHeight > 0
                            ? Background.amorphous(
                                            p.m_radiation
                                                    .radiation(p.m_wavelength)
                                                    .wavelengthAngstrom(),
                                            p.m_amorphousHeight)
                                    .humps()
                            : List.of()));
            return b;
        } catch (IllegalArgumentException e) {
            throw new InvalidSettingsException(e.getMessage(), e);
        }
    }
}
