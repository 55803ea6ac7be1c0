// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.refinement.indexing;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.braggwise.crystal.symmetry.BravaisLattice;
import org.braggwise.crystal.symmetry.CrystalSystem;
import org.braggwise.crystal.symmetry.SpaceGroup;

/**
 * The extinction symbols of a lattice, with the settings that its axes can have: all six orders of orthorhombic axes, the cell choices of
 * monoclinic ones with b unique. They are not tabulated but found: settings whose operations forbid the same reflections are one symbol.
 */
public final class ExtinctionSymbols {

    /* Conditions have moduli up to 6, h + k = 4 n and l = 6 n among them; negative indices tell monoclinic and trigonal settings apart. */
    private static final int LEAST = -3;
    private static final int MOST_HK = 6;
    private static final int MOST_L = 12;

    private static final Map<String, List<ExtinctionSymbol>> BY_LATTICE = new ConcurrentHashMap<>();

    private ExtinctionSymbols() {}

    /**
     * @param lattice a lattice on conventional axes
     * @return the symbols that structures with this lattice can have, fewest absences first
     */
    public static List<ExtinctionSymbol> of(BravaisLattice lattice) {
        return BY_LATTICE.computeIfAbsent(
                lattice.system() + " " + lattice.centring(), k -> find(lattice.system(), lattice.centring()));
    }

    /**
     * The extinction symbol of a space-group type, on axes that are the same for all types that share it: Pna2_1 and Pnma have one, although
     * their standard settings name the axes differently.
     *
     * @param number 1 to 230
     * @return what the positions of a powder's lines can tell of the type at best
     */
    public static ExtinctionSymbol ofSpaceGroup(int number) {
        CrystalSystem own = CrystalSystem.ofSpaceGroup(number);
        char letter = SpaceGroup.ofNumber(number).hermannMauguinFull().charAt(0);
        char centring = letter == 'A' ? 'C' : letter;
        CrystalSystem system = own == CrystalSystem.TRIGONAL && centring == 'P' ? CrystalSystem.HEXAGONAL : own;
        return BY_LATTICE.computeIfAbsent(system + " " + centring, k -> find(system, centring)).stream()
                .filter(s -> s.numbers().contains(number))
                .findFirst()
                .orElseThrow();
    }

    private static List<ExtinctionSymbol> find(CrystalSystem system, char centring) {
        Map<BitSet, List<SpaceGroup>> byConditions = new LinkedHashMap<>();
        for (int number = 1; number <= 230; number++) {
            CrystalSystem own = CrystalSystem.ofSpaceGroup(number);
            boolean fits = own == system || system == CrystalSystem.HEXAGONAL && own == CrystalSystem.TRIGONAL;
            if (fits) {
                for (SpaceGroup g : SpaceGroup.settings(number)) {
                    if (onTheseAxes(g, system, centring)) {
                        byConditions
                                .computeIfAbsent(conditions(g), c -> new ArrayList<>())
                                .add(g);
                    }
                }
            }
        }
        List<ExtinctionSymbol> symbols = new ArrayList<>();
        byConditions.entrySet().stream()
                .sorted(Comparator.comparingInt(e -> e.getKey().cardinality()))
                .forEach(e -> symbols.add(new ExtinctionSymbol(
                        ExtinctionName.of(system, centring, e.getValue().get(0)::absent), e.getValue())));
        return List.copyOf(symbols);
    }

    private static boolean onTheseAxes(SpaceGroup g, CrystalSystem system, char centring) {
        if (g.hermannMauguinFull().charAt(0) != centring) {
            return false;
        }
        return switch (system) {
            case MONOCLINIC -> g.setting().contains("b");
            case TRIGONAL, HEXAGONAL -> !g.setting().equals("R");
            default -> true;
        };
    }

    private static BitSet conditions(SpaceGroup g) {
        BitSet absent = new BitSet();
        int bit = 0;
        for (int h = LEAST; h <= MOST_HK; h++) {
            for (int k = LEAST; k <= MOST_HK; k++) {
                for (int l = 0; l <= MOST_L; l++) {
                    absent.set(bit++, g.absent(h, k, l));
                }
            }
        }
        return absent;
    }

    /**
     * Ranks the symbols of a lattice by the intensities at its lines.
     *
     * @param lattice what the intensities are of
     * @param intensities at its lines
     * @return the symbols, the most probable first; see {@link ExtinctionEvidence}
     */
    public static List<RankedSymbol> rank(BravaisLattice lattice, LatticeIntensities intensities) {
        return ExtinctionEvidence.rank(of(lattice), intensities);
    }
}
