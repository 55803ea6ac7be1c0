// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.crystal.symmetry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.braggwise.crystal.geometry.UnitCell;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The fourteen lattices from primitive cells of them. */
class BravaisLatticeTest {

    /* Primitive cells of the centred lattices by their closed forms: the rhombohedral cell of fcc has 60 degrees, that of bcc
    109.4712 degrees; C: half the ab diagonal; hR with a = 4.7589, c = 12.991 (corundum): a_R = 5.1284, alpha = 55.287 degrees. */
    @ParameterizedTest
    @CsvSource({
        "3, 4, 5, 80, 85, 95, aP, 3, 4, 5",
        "5, 6, 7, 90, 100, 90, mP, 5, 6, 7",
        "5, 6, 7, 90, 90, 90, oP, 5, 6, 7",
        "5, 5, 7, 90, 90, 90, tP, 5, 5, 7",
        "5, 5, 7, 90, 90, 120, hP, 5, 5, 7",
        "5, 5, 5, 90, 90, 90, cP, 5, 5, 5",
        "3.84021, 3.84021, 3.84021, 60, 60, 60, cF, 5.43088, 5.43088, 5.43088",
        "2.48240, 2.48240, 2.48240, 109.47122, 109.47122, 109.47122, cI, 2.86643, 2.86643, 2.86643",
        "5.12841, 5.12841, 5.12841, 55.2886, 55.2886, 55.2886, hR, 4.7589, 4.7589, 12.991",
        "3.90512, 3.90512, 7, 90, 90, 79.6111, oC, 5, 6, 7",
        "4, 4, 4.12311, 119.0172, 119.0172, 90, tI, 4, 4, 6",
    })
    void conventionalCells(
            double a,
            double b,
            double c,
            double alpha,
            double beta,
            double gamma,
            String symbol,
            double ca,
            double cb,
            double cc) {
        BravaisLattice lattice = BravaisLattice.of(new UnitCell(a, b, c, alpha, beta, gamma), 0.001);
        assertEquals(symbol, lattice.symbol());
        assertEquals(ca, lattice.conventional().a(), 1e-3);
        assertEquals(cb, lattice.conventional().b(), 1e-3);
        assertEquals(cc, lattice.conventional().c(), 1e-3);
        double volume = lattice.conventional().volume();
        assertEquals(volume / lattice.pointsPerCell(), lattice.reduced().volume(), 1e-3 * volume);
        UnitCell again = lattice.withConventional(lattice.conventional()).reduced();
        assertEquals(lattice.reduced().volume(), again.volume(), 1e-3 * volume);
    }

    @Test
    void aToleranceMustBePositive() {
        assertThrows(IllegalArgumentException.class, () -> BravaisLattice.of(new UnitCell(3, 4, 5, 90, 90, 90), 0));
    }
}
