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
 * @param toleranceDeg how far a line may be from where a trial cell puts it, in degrees two-theta, above 0
 * @param overlapToleranceDeg the same for a line with a neighbour within {@code overlapDeg}, whose angle is less sure
 * @param overlapDeg how near to each other lines spoil each other's angle, in degrees two-theta
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
        double toleranceDeg,
        double overlapToleranceDeg,
        double overlapDeg,
        double leastVolume,
        double mostVolume,
        Set<CrystalSystem> systems,
        boolean refineZeroShift,
        double mostZeroShiftDeg,
        int mostCells) {

    /** For angles that are good to some thousandths of a degree without zero shift, as those of simulated patterns. */
    public static final IndexingSettings PRECISE = new IndexingSettings(
            22, 50, 2, 0.001, 0.012, 0.035, 0.13, 20, 6000, EnumSet.allOf(CrystalSystem.class), false, 0, 20);

    /** For laboratory patterns: angles good to some hundredths of a degree, zero shift refined. */
    public static final IndexingSettings LABORATORY = new IndexingSettings(
            22, 40, 2, 0.015, 0.03, 0.05, 0.15, 20, 6000, EnumSet.allOf(CrystalSystem.class), true, 0.12, 20);

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
                toleranceDeg,
                overlapToleranceDeg,
                overlapDeg,
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
                toleranceDeg,
                overlapToleranceDeg,
                overlapDeg,
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
                alone,
                overlapped,
                within,
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
                toleranceDeg,
                overlapToleranceDeg,
                overlapDeg,
                least,
                most,
                systems,
                refineZeroShift,
                mostZeroShiftDeg,
                mostCells);
    }
}
