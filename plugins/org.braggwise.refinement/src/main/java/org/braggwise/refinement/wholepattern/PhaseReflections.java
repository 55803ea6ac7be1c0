// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.refinement.wholepattern;

import java.util.Arrays;
import java.util.stream.IntStream;

import org.braggwise.crystal.CrystalStructure;
import org.braggwise.diffraction.Radiation;
import org.braggwise.refinement.phase.FamilyEnumeration;
import org.braggwise.refinement.phase.ReciprocalMetric;
import org.braggwise.refinement.phase.ReflectionFamilies;

/**
 * The reflections of a phase between two spacings, with |F|^2 at the start. Computed once for a refinement and shared by its models of the
 * pattern and of blurred ones. Arrays are not to be written to.
 *
 * @param structure the phase, its cell brought to the nearest that its group allows
 * @param metric the free numbers of the cell
 * @param startMetric their values
 * @param families the reflections
 * @param s2 1 / (4 d^2) of each in reciprocal square angstrom
 * @param squares |F|^2 of each in electrons squared
 * @param radiation what dispersion is for
 */
record PhaseReflections(
        CrystalStructure structure,
        ReciprocalMetric metric,
        double[] startMetric,
        ReflectionFamilies families,
        double[] s2,
        double[] squares,
        Radiation radiation) {

    private static final int MOST_FAMILIES = 60_000;

    /**
     * @param structure the phase
     * @param radiation the X-rays
     * @param qMin least 1 / d^2 in reciprocal square angstrom
     * @param qMax greatest
     * @param least reflections with less than this share of the strongest one's area are left out; 0 for none
     * @throws IllegalArgumentException where there is no reflection, or too many
     */
    static PhaseReflections of(
            CrystalStructure structure, Radiation radiation, double qMin, double qMax, double least) {
        CrystalStructure constrained = structure.withCell(structure.spaceGroup().constrained(structure.cell()));
        FamilyEnumeration enumeration = new FamilyEnumeration(structure.spaceGroup());
        double[] start = enumeration.metric().of(constrained.cell());
        ReflectionFamilies all = enumeration
                .find(start, qMin, qMax, MOST_FAMILIES)
                .orElseThrow(() -> new IllegalArgumentException("Phase \"" + structure.name() + "\" ("
                        + structure.formula() + ") has more than " + MOST_FAMILIES
                        + " reflections in the range of the pattern, or a cell that is too flat: "
                        + "expected a smaller cell. Choose a smaller range of angles."));
        if (all.size() == 0) {
            throw new IllegalArgumentException("Phase \"" + structure.name() + "\" (" + structure.formula()
                    + ") has no reflection in the range of the pattern: expected at least one.");
        }
        double[] s2 = new double[all.size()];
        for (int i = 0; i < s2.length; i++) {
            s2[i] = enumeration.metric().q(start, all.h()[i], all.k()[i], all.l()[i]) / 4;
        }
        double[] squares = squares(new StructureIntensities(constrained, all, s2, radiation), s2.length);
        PhaseReflections complete =
                new PhaseReflections(constrained, enumeration.metric(), start, all, s2, squares, radiation);
        return least > 0 ? complete.stronger(least) : complete;
    }

    private static double[] squares(StructureIntensities intensities, int n) {
        double[] squares = new double[n];
        double[] ones = new double[intensities.positions().structure().sites().size()];
        Arrays.fill(ones, 1);
        double[] coordinates = new double[intensities.positions().size()];
        double[] shifts = new double[intensities.elements().size()];
        intensities.evaluate(coordinates, shifts, ones, squares, null, null, null);
        return squares;
    }

    private PhaseReflections stronger(double least) {
        double[] areas = relativeAreas();
        int[] kept =
                IntStream.range(0, areas.length).filter(i -> areas[i] > least).toArray();
        ReflectionFamilies some = new ReflectionFamilies(
                pick(families.h(), kept),
                pick(families.k(), kept),
                pick(families.l(), kept),
                pick(families.multiplicity(), kept));
        return new PhaseReflections(
                structure,
                metric,
                startMetric,
                some,
                Arrays.stream(kept).mapToDouble(i -> s2[i]).toArray(),
                Arrays.stream(kept).mapToDouble(i -> squares[i]).toArray(),
                radiation);
    }

    private static int[] pick(int[] from, int[] which) {
        return Arrays.stream(which).map(i -> from[i]).toArray();
    }

    /** @return area of each reflection over that of the strongest, about: m |F|^2 / q^2, the greatest being 1 */
    double[] relativeAreas() {
        double[] areas = new double[squares.length];
        double strongest = 0;
        for (int i = 0; i < areas.length; i++) {
            areas[i] = families.multiplicity()[i] * squares[i] / s2[i];
            strongest = Math.max(strongest, areas[i]);
        }
        for (int i = 0; i < areas.length && strongest > 0; i++) {
            areas[i] /= strongest;
        }
        return areas;
    }
}
