// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.refinement.indexing;

import java.util.List;
import java.util.Objects;

import org.braggwise.crystal.geometry.UnitCell;
import org.braggwise.crystal.symmetry.BravaisLattice;
import org.braggwise.crystal.symmetry.CrystalSystem;

/**
 * A cell that explains lines.
 *
 * @param lattice its lattice, as symmetric as the lines allow: holohedry, centring, reduced and conventional cell
 * @param cellSigmas standard uncertainties of a, b, c in angstrom and alpha, beta, gamma in degrees of the conventional cell; 0 where symmetry
 *     fixes them
 * @param figures figures of merit
 * @param zeroShiftDeg observed minus true angle, in degrees two-theta; 0 where it was not refined
 * @param zeroShiftSigmaDeg its standard uncertainty; 0 where it was not refined
 * @param lines one for each peak of the list that was indexed, in its order
 */
public record IndexedCell(
        BravaisLattice lattice,
        double[] cellSigmas,
        FiguresOfMerit figures,
        double zeroShiftDeg,
        double zeroShiftSigmaDeg,
        List<IndexedLine> lines) {

    /**
     * A peak and what the cell makes of it.
     *
     * @param peak its place in the peak list, from 0
     * @param h first index of the nearest line of the lattice; 0 0 0 where none is within the tolerance
     * @param k second index
     * @param l third index
     * @param calculatedDeg the angle of that line in degrees two-theta, zero shift included; NaN where there is none
     */
    public record IndexedLine(int peak, int h, int k, int l, double calculatedDeg) {

        /** @return whether the cell explains the peak */
        public boolean indexed() {
            return h != 0 || k != 0 || l != 0;
        }
    }

    /** Keeps copies. */
    public IndexedCell {
        Objects.requireNonNull(lattice);
        Objects.requireNonNull(figures);
        cellSigmas = cellSigmas.clone();
        lines = List.copyOf(lines);
    }

    /** @return a copy of the uncertainties */
    @Override
    public double[] cellSigmas() {
        return cellSigmas.clone();
    }

    /** @return the conventional cell */
    public UnitCell cell() {
        return lattice.conventional();
    }

    /** @return the system of the lattice, which a structure's own system does not exceed */
    public CrystalSystem system() {
        return lattice.system();
    }

    /** @return the volume of the conventional cell in cubic angstrom */
    public double volume() {
        return cell().volume();
    }

    /** @return how many peaks the cell does not explain */
    public int unindexed() {
        return (int) lines.stream().filter(l -> !l.indexed()).count();
    }
}
