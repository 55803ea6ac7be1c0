// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.refinement.indexing;

import java.util.EnumSet;
import java.util.Set;

import org.braggwise.crystal.symmetry.CrystalSystem;

/**
 * How {@link Indexer} works. Immutable.
 *
 * @param searchLines trial cells are tested on so many lines from the lowest angle, 6 to 30
 * @param rankingLines cells that pass are refined and ranked on so many lines, at least searchLines
 * @param mostUnindexed how many of the search lines may belong to an impurity, 0 or more; never more than a tenth of them
 * @param leastShare lines weaker than this share of the strongest line's area are not used
 * @param strongShare where no cell is found with these lines, those weaker than this share are left out too, since an impurity's and a bad
 *     line shape's are weak; 0 not to try again
 * @param mostLeft the share of all lines, weak ones too, that a cell may leave over, 0 to 1: one that leaves more is none
 * @param toleranceDeg how far a line may be from where a trial cell puts it, in degrees two-theta, above 0
 * @param overlapToleranceDeg the same for a line with a neighbour within {@code overlapDeg}, whose angle is less sure
 * @param overlapDeg how near to each other lines spoil each other's angle, in degrees two-theta
 * @param toleranceOfWidth tolerances are no less than this share of the line's full width at half maximum, and twice that where it has a neighbour
 *     within its width: angles of broad lines are less sure; 0 to count degrees alone
 * @param leastVolume of a primitive cell in cubic angstrom
 * @param mostVolume of a conventional cell in cubic angstrom
 * @param systems the systems that are searched; trigonal cells come from hexagonal axes
 * @param refineZeroShift whether a zero shift of the angles is refined with the cell
 * @param mostZeroShiftDeg shifts up to this are tried before the search, in steps of twice the tolerance, until a cell explains the lines; 0
 *     for none, in degrees two-theta
 * @param mostCells how many cells come out at most, at least 1
 */
public record IndexingSettings(
        int searchLines,
        int rankingLines,
        int mostUnindexed,
        double leastShare,
        double strongShare,
        double mostLeft,
        double toleranceDeg,
        double overlapToleranceDeg,
        double overlapDeg,
        double toleranceOfWidth,
        double leastVolume,
        double mostVolume,
        Set<CrystalSystem> systems,
        boolean refineZeroShift,
        double mostZeroShiftDeg,
        int mostCells) {

    /** For angles that are good to some thousandths of a degree without zero shift, as those of simulated patterns. */
    public static final IndexingSettings PRECISE = new IndexingSettings(
            22, 50, 2, 0.001, 0, 1, 0.012, 0.035, 0.13, 0, 20, 6000, EnumSet.allOf(CrystalSystem.class), false, 0, 20);

    /** For laboratory patterns: angles good to some hundredths of a degree, zero shift refined. */
    public static final IndexingSettings LABORATORY = new IndexingSettings(
            22,
            40,
            2,
            0.015,
            0.05,
            0.3,
            0.03,
            0.05,
            0.15,
            0.12,
            20,
            6000,
            EnumSet.allOf(CrystalSystem.class),
            true,
            0.12,
            20);

    /** @throws IllegalArgumentException for a number outside its range, or no system */
    public IndexingSettings {
        if (searchLines < 6 || searchLines > 30 || rankingLines < searchLines || mostUnindexed < 0 || mostCells < 1) {
            throw new IllegalArgumentException("Indexing got " + searchLines + " lines to search with, " + rankingLines
                    + " to rank with, " + mostUnindexed + " that may be left over, and " + mostCells
                    + " cells to give; expected 6 to 30, at least as many, 0 or more, 1 or more.");
        }
        if (!(leastShare >= 0 && toleranceDeg > 0 && overlapToleranceDeg >= toleranceDeg && overlapDeg >= 0)) {
            throw new IllegalArgumentException("Indexing got a least share of " + leastShare + " and tolerances of "
                    + toleranceDeg + " and " + overlapToleranceDeg + " deg within " + overlapDeg
                    + " deg: expected positive numbers, the second tolerance not below the first.");
        }
        if (!(strongShare >= 0 && strongShare < 1 && mostLeft >= 0 && toleranceOfWidth >= 0 && toleranceOfWidth < 1)) {
            throw new IllegalArgumentException("Indexing got a share of strong lines of " + strongShare
                    + ", one of lines left over of " + mostLeft + " and a tolerance of " + toleranceOfWidth
                    + " widths: expected shares from 0 to below 1.");
        }
        if (!(mostZeroShiftDeg >= 0 && mostZeroShiftDeg < 5)) {
            throw new IllegalArgumentException(
                    "Indexing got a zero shift of up to " + mostZeroShiftDeg + " deg: expected 0 to below 5.");
        }
        if (!(leastVolume > 0 && mostVolume > leastVolume)) {
            throw new IllegalArgumentException("Indexing got volumes from " + leastVolume + " to " + mostVolume
                    + " cubic angstrom: expected positive numbers, the second the greater.");
        }
        if (systems.isEmpty()) {
            throw new IllegalArgumentException("No crystal system to index in: expected at least one.");
        }
        systems = Set.copyOf(systems);
    }

    /** @return the same with another number of lines that may be left over */
    public IndexingSettings withMostUnindexed(int lines) {
        return new IndexingSettings(
                searchLines,
                rankingLines,
                lines,
                leastShare,
                strongShare,
                mostLeft,
                toleranceDeg,
                overlapToleranceDeg,
                overlapDeg,
                toleranceOfWidth,
                leastVolume,
                mostVolume,
                systems,
                refineZeroShift,
                mostZeroShiftDeg,
                mostCells);
    }

    /** @return the same with lines from another share of the strongest on */
    public IndexingSettings withLeastShare(double share) {
        return new IndexingSettings(
                searchLines,
                rankingLines,
                mostUnindexed,
                share,
                strongShare,
                mostLeft,
                toleranceDeg,
                overlapToleranceDeg,
                overlapDeg,
                toleranceOfWidth,
                leastVolume,
                mostVolume,
                systems,
                refineZeroShift,
                mostZeroShiftDeg,
                mostCells);
    }

    /** @return the same with other tolerances, in degrees two-theta */
    public IndexingSettings withTolerances(double alone, double overlapped, double within) {
        return new IndexingSettings(
                searchLines,
                rankingLines,
                mostUnindexed,
                leastShare,
                strongShare,
                mostLeft,
                alone,
                overlapped,
                within,
                toleranceOfWidth,
                leastVolume,
                mostVolume,
                systems,
                refineZeroShift,
                mostZeroShiftDeg,
                mostCells);
    }

    /** @return the same for cells of other volumes in cubic angstrom */
    public IndexingSettings withVolumes(double least, double most) {
        return new IndexingSettings(
                searchLines,
                rankingLines,
                mostUnindexed,
                leastShare,
                strongShare,
                mostLeft,
                toleranceDeg,
                overlapToleranceDeg,
                overlapDeg,
                toleranceOfWidth,
                least,
                most,
                systems,
                refineZeroShift,
                mostZeroShiftDeg,
                mostCells);
    }
}
