// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.benchmarks.accuracy;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import org.braggwise.crystal.CrystalStructure;
import org.braggwise.crystal.Site;
import org.braggwise.crystal.Species;
import org.braggwise.crystal.geometry.UnitCell;
import org.braggwise.crystal.symmetry.SpaceGroup;

/**
 * What films of halides commonly hold besides their phase: the salts they are made from, the yellow hexagonal phase of formamidinium lead
 * iodide, and the conducting oxides that they are made on. A film may have those whose metal it contains, and any oxide.
 *
 * <p>Cells and positions: Wyckoff, Crystal Structures, vol. 1 (1963): PbI2 (2H), alkali halides, SnO2; Trotter and Zobel, Z. Kristallogr.
 * 123, 67 (1966): SbI3, BiI3; Stoumpos, Malliakas and Kanatzidis, Inorg. Chem. 52, 9019 (2013): cell of hexagonal FAPbI3, its iodine at
 * the place of a regular octahedron; Marezio, Acta Cryst. 20, 723 (1966): In2O3.
 */
final class FilmImpurities {

    private record Phase(Set<String> needs, CrystalStructure structure) {}

    private static final List<Phase> PHASES = List.of(
            phase(
                    Set.of("Pb", "I"),
                    "PbI2",
                    164,
                    cell(4.557, 6.979, 120),
                    atom("Pb", 0, 0, 0),
                    atom("I", 1 / 3.0, 2 / 3.0, 0.265)),
            phase(
                    Set.of("Pb", "I", "N"),
                    "hexagonal FAPbI3",
                    194,
                    cell(8.66, 7.90, 120),
                    atom("Pb", 0, 0, 0),
                    atom("I", 1 / 6.0, 1 / 3.0, 0.25)),
            phase(
                    Set.of("Bi", "I"),
                    "BiI3",
                    148,
                    cell(7.516, 20.72, 120),
                    atom("Bi", 0, 0, 0.1667),
                    atom("I", 0.3415, 0.3395, 0.0805)),
            phase(
                    Set.of("Sb", "I"),
                    "SbI3",
                    148,
                    cell(7.48, 20.90, 120),
                    atom("Sb", 0, 0, 0.182),
                    atom("I", 0.3415, 0.3395, 0.0805)),
            caesium("I", 4.567),
            caesium("Br", 4.286),
            salt("K", "I", 7.066),
            salt("K", "Br", 6.600),
            salt("Rb", "I", 7.342),
            salt("Rb", "Br", 6.854),
            phase(Set.of(), "SnO2", 136, cell(4.737, 3.186, 90), atom("Sn", 0, 0, 0), atom("O", 0.307, 0.307, 0)),
            phase(
                    Set.of(),
                    "In2O3",
                    206,
                    cell(10.117, 10.117, 90),
                    atom("In", 0.25, 0.25, 0.25),
                    atom("In", 0.466, 0, 0.25),
                    atom("O", 0.3905, 0.1529, 0.3832)));

    private FilmImpurities() {}

    static List<CrystalStructure> of(CrystalStructure film) {
        Set<String> elements = film.composition().keySet();
        return PHASES.stream()
                .filter(p -> elements.containsAll(p.needs()))
                .map(Phase::structure)
                .toList();
    }

    private static Phase caesium(String halogen, double a) {
        return phase(
                Set.of("Cs", halogen),
                "Cs" + halogen,
                221,
                cell(a, a, 90),
                atom("Cs", 0, 0, 0),
                atom(halogen, 0.5, 0.5, 0.5));
    }

    private static Phase salt(String alkali, String halogen, double a) {
        return phase(
                Set.of(alkali, halogen),
                alkali + halogen,
                225,
                cell(a, a, 90),
                atom(alkali, 0, 0, 0),
                atom(halogen, 0.5, 0.5, 0.5));
    }

    private static Phase phase(Set<String> needs, String name, int group, UnitCell cell, Site... sites) {
        return new Phase(
                new LinkedHashSet<>(needs),
                new CrystalStructure(name, cell, SpaceGroup.ofNumber(group), new ArrayList<>(List.of(sites))));
    }

    private static UnitCell cell(double a, double c, double gammaDeg) {
        return new UnitCell(a, a, c, 90, 90, gammaDeg);
    }

    private static Site atom(String element, double x, double y, double z) {
        return new Site(element, List.of(new Species(element, 0, 1)), x, y, z, null);
    }
}
