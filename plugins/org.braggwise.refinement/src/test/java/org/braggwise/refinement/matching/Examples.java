// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.refinement.matching;

import java.util.List;

import org.braggwise.crystal.CrystalStructure;
import org.braggwise.crystal.Site;
import org.braggwise.crystal.geometry.UnitCell;
import org.braggwise.crystal.symmetry.SpaceGroup;
import org.braggwise.diffraction.Pattern;
import org.braggwise.diffraction.Radiation;
import org.braggwise.diffraction.TwoThetaGrid;
import org.braggwise.diffraction.simulation.PatternSimulator;
import org.braggwise.diffraction.simulation.PeakProfile;
import org.braggwise.diffraction.simulation.SimulationSettings;

/** Structures of ABX3 compounds after the literature, rounded, and their patterns. */
final class Examples {

    static final TwoThetaGrid GRID = new TwoThetaGrid(10, 80, 1751);
    static final PeakProfile PROFILE = PeakProfile.DEFAULT.withDomainSizeNm(100);
    static final MatchConditions CONDITIONS = MatchConditions.of(GRID, Radiation.of("Cu Ka"), PROFILE);

    /** SrTiO3, the aristotype. */
    static final CrystalStructure CUBIC = structure(
            "cubic", new UnitCell(3.905, 3.905, 3.905, 90, 90, 90), 221, "Sr 0 0 0", "Ti 0.5 0.5 0.5", "O 0.5 0.5 0");

    /** CaTiO3. */
    static final CrystalStructure ORTHORHOMBIC = structure(
            "orthorhombic",
            new UnitCell(5.442, 7.640, 5.380, 90, 90, 90),
            62,
            "Ca 0.036 0.25 0.993",
            "Ti 0 0 0.5",
            "O 0.484 0.25 0.071",
            "O 0.289 0.037 0.711");

    /** BaTiO3 at room temperature. */
    static final CrystalStructure TETRAGONAL = structure(
            "tetragonal",
            new UnitCell(3.994, 3.994, 4.034, 90, 90, 90),
            99,
            "Ba 0 0 0",
            "Ti 0.5 0.5 0.522",
            "O 0.5 0.5 0.976",
            "O 0.5 0 0.487");

    /** LaAlO3. */
    static final CrystalStructure RHOMBOHEDRAL = structure(
            "rhombohedral",
            new UnitCell(5.365, 5.365, 13.111, 90, 90, 120),
            167,
            "La 0 0 0.25",
            "Al 0 0 0",
            "O 0.525 0 0.25");

    /** Like BaNiO3. */
    static final CrystalStructure HEXAGONAL = structure(
            "hexagonal",
            new UnitCell(5.629, 5.629, 4.811, 90, 90, 120),
            194,
            "Ba 0.333333333 0.666666667 0.75",
            "Ni 0 0 0",
            "O 0.1462 0.2924 0.25");

    /** A monoclinic one with three free coordinates on every anion, like BiScO3 in its own setting. */
    static final CrystalStructure MONOCLINIC = structure(
            "monoclinic",
            new UnitCell(5.63, 5.71, 7.95, 90, 91.1, 90),
            14,
            "Bi 0.495 0.543 0.252",
            "Sc 0.5 0 0",
            "O 0.58 0.98 0.24",
            "O 0.21 0.29 0.04",
            "O 0.29 0.69 0.04");

    private Examples() {}

    static CrystalStructure structure(String name, UnitCell cell, int group, String... sites) {
        List<Site> all = java.util.Arrays.stream(sites)
                .map(s -> s.split(" "))
                .map(s -> Site.of(
                        s[0], s[0], Double.parseDouble(s[1]), Double.parseDouble(s[2]), Double.parseDouble(s[3])))
                .toList();
        return new CrystalStructure(name, cell, SpaceGroup.ofNumber(group), all);
    }

    static Pattern pattern(CrystalStructure structure) {
        return new PatternSimulator(SimulationSettings.builder()
                        .grid(GRID)
                        .ions(false)
                        .profile(PROFILE)
                        .build())
                .pattern(structure, "");
    }

    static CandidateLibrary library(CrystalStructure... structures) {
        return CandidateLibrary.of(List.of(structures), CONDITIONS, CandidateLibrary.Use.TEMPLATES);
    }
}
