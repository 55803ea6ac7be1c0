// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.refinement.indexing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.CancellationException;

import org.braggwise.crystal.geometry.UnitCell;
import org.braggwise.crystal.symmetry.BravaisLattice;
import org.braggwise.crystal.symmetry.LaueClass;
import org.braggwise.diffraction.Radiation;
import org.braggwise.refinement.peaks.BraggLaw;
import org.braggwise.refinement.peaks.PeakList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Cells of published line lists. */
class IndexerTest {

    private static final Radiation CU = Radiation.of("Cu Ka1");

    /* Silicon, NBS Monograph 25, section 13 (1976), 35 = powder diffraction file 27-1402: a = 5.43088 A. */
    private static final double[] SILICON = {
        28.442, 47.302, 56.120, 69.130, 76.372, 88.025, 94.946, 106.701, 114.084, 127.534, 136.880
    };

    @Test
    void siliconIsFaceCentredCubic() {
        List<IndexedCell> cells = new Indexer(IndexingSettings.PRECISE).index(PeakList.ofPositions(SILICON, null, CU));
        IndexedCell best = cells.get(0);
        assertEquals("cF", best.lattice().symbol());
        assertEquals(5.43088, best.cell().a(), 0.0003);
        assertEquals(0, best.unindexed());
        assertEquals(
                List.of("111", "220", "311", "400", "331", "422"),
                best.lines().subList(0, 6).stream()
                        .map(l -> "" + l.h() + l.k() + l.l())
                        .toList());
    }

    /* Published cells, one a system and more: NIST SRM 660c and 676a; rutile, Gonschorek (1982); quartz, Levien et al. (1980); forsterite, Fujino
    et al. (1981); baddeleyite, Howard et al. (1988); copper sulfate pentahydrate, Bacon and Titterton (1975). Angles to 0.005 degrees. */
    @ParameterizedTest
    @CsvSource({
        "L_M3BAR_M, P, 4.156826, 4.156826, 4.156826, 90, 90, 90",
        "L_3BAR_M, R, 4.759091, 4.759091, 12.991779, 90, 90, 120",
        "L_4_MMM, P, 4.5937, 4.5937, 2.9587, 90, 90, 90",
        "L_6_MMM, P, 4.916, 4.916, 5.4054, 90, 90, 120",
        "L_MMM, P, 4.753, 5.978, 10.190, 90, 90, 90",
        "L_2_M, P, 5.1505, 5.2116, 5.3173, 90, 99.230, 90",
        "L_1BAR, P, 5.986, 6.141, 10.736, 102.67, 97.73, 107.43",
    })
    void publishedCellsComeOutFirst(
            LaueClass holohedry, char centring, double a, double b, double c, double alpha, double beta, double gamma) {
        UnitCell cell = new UnitCell(a, b, c, alpha, beta, gamma);
        double[] angles = angles(new BravaisLattice(holohedry, centring, cell, cell), 30);
        IndexedCell found = new Indexer(IndexingSettings.PRECISE)
                .index(PeakList.ofPositions(angles, null, CU))
                .get(0);
        assertEquals(holohedry, found.lattice().holohedry());
        assertEquals(centring, found.lattice().centring());
        assertEquals(cell.volume(), found.volume(), 2e-4 * cell.volume());
        assertTrue(
                found.figures().m20() > 30 && found.unindexed() == 0,
                found.figures().toString());
        assertTrue(found.cellSigmas()[0] > 0 && found.cellSigmas()[0] < 0.005 * a, "sigma of a");
    }

    @Test
    void figuresOfMeritAreTheirFormulas() {
        // Primitive cubic with a = 4: h^2 + k^2 + l^2 = 1, 2, .. without 7 and 15; every second line 0.004 degrees off,
        // up and down in turn.
        UnitCell cell = new UnitCell(4, 4, 4, 90, 90, 90);
        double[] angles = angles(new BravaisLattice(LaueClass.L_M3BAR_M, 'P', cell, cell), 20);
        for (int i = 0; i < 20; i++) {
            angles[i] += i % 4 == 1 ? 0.004 : i % 4 == 3 ? -0.004 : 0;
        }
        IndexedCell found = new Indexer(IndexingSettings.PRECISE)
                .index(PeakList.ofPositions(angles, null, CU))
                .get(0);
        assertEquals("cP", found.lattice().symbol());
        double sumQ = 0;
        double sumAngle = 0;
        for (int i = 0; i < 20; i++) {
            IndexedCell.IndexedLine l = found.lines().get(i);
            double calculated = (l.h() * l.h() + l.k() * l.k() + l.l() * l.l())
                    / Math.pow(found.cell().a(), 2);
            double wavelength = CU.wavelengthAngstrom();
            sumQ += Math.abs(calculated - BraggLaw.q(angles[i], wavelength)) / 20;
            sumAngle += Math.abs(BraggLaw.twoThetaDeg(calculated, wavelength) - angles[i]) / 20;
        }
        double last = BraggLaw.q(angles[19], CU.wavelengthAngstrom());
        assertEquals(
                last / (2 * sumQ * 20),
                found.figures().m20(),
                0.02 * found.figures().m20());
        assertEquals(
                20 / (sumAngle * 20),
                found.figures().f20(),
                0.02 * found.figures().f20());
    }

    @Test
    void linesOfAnImpurityAreLeftOver() {
        UnitCell quartz = new UnitCell(4.916, 4.916, 5.4054, 90, 90, 120);
        double[] angles = angles(new BravaisLattice(LaueClass.L_6_MMM, 'P', quartz, quartz), 26);
        angles = java.util.Arrays.copyOf(angles, 28);
        angles[26] = 29.43; // calcite
        angles[27] = 47.51;
        IndexedCell found = new Indexer(IndexingSettings.PRECISE)
                .index(PeakList.ofPositions(angles, null, CU))
                .get(0);
        assertEquals("hP", found.lattice().symbol());
        assertEquals(quartz.volume(), found.volume(), 0.05);
        assertEquals(2, found.unindexed());
    }

    @Test
    void aZeroShiftIsFoundWithTheCell() {
        UnitCell cell = new UnitCell(4.753, 5.978, 10.190, 90, 90, 90);
        double[] angles = angles(new BravaisLattice(LaueClass.L_MMM, 'P', cell, cell), 30);
        for (int i = 0; i < angles.length; i++) {
            angles[i] += 0.08;
        }
        IndexedCell found = new Indexer(IndexingSettings.LABORATORY)
                .index(PeakList.ofPositions(angles, null, CU))
                .get(0);
        assertEquals("oP", found.lattice().symbol());
        assertEquals(0.08, found.zeroShiftDeg(), 0.005);
        assertEquals(cell.volume(), found.volume(), 0.05);
    }

    @Test
    void theSamePeaksGiveTheSameCells() {
        UnitCell cell = new UnitCell(5.1505, 5.2116, 5.3173, 90, 99.230, 90);
        PeakList peaks =
                PeakList.ofPositions(angles(new BravaisLattice(LaueClass.L_2_M, 'P', cell, cell), 25), null, CU);
        Indexer indexer = new Indexer(IndexingSettings.PRECISE);
        assertEquals(
                indexer.index(peaks).stream().map(IndexedCell::cell).toList(),
                indexer.index(peaks).stream().map(IndexedCell::cell).toList());
    }

    /** The first lines of a lattice, to 0.005 degrees. */
    private static double[] angles(BravaisLattice lattice, int count) {
        double[][] g = lattice.conventional().reciprocalMetricTensor();
        java.util.TreeSet<Double> angles = new java.util.TreeSet<>();
        for (int h = -12; h <= 12; h++) {
            for (int k = -12; k <= 12; k++) {
                for (int l = -12; l <= 12; l++) {
                    double q = h * (g[0][0] * h + 2 * g[0][1] * k + 2 * g[0][2] * l)
                            + k * (g[1][1] * k + 2 * g[1][2] * l)
                            + l * g[2][2] * l;
                    if (q > 1e-9 && q < 1.5 && lattice.allows(h, k, l)) {
                        angles.add(Math.rint(BraggLaw.twoThetaDeg(q, CU.wavelengthAngstrom()) * 200) / 200);
                    }
                }
            }
        }
        return angles.stream().limit(count).mapToDouble(x -> x).toArray();
    }

    @Test
    void tooFewPeaksAreRefusedAndWorkEndsWhenCancelled() {
        Indexer indexer = new Indexer(IndexingSettings.PRECISE);
        PeakList few = PeakList.ofPositions(new double[] {20, 30, 40}, null, CU);
        String message = assertThrows(IllegalArgumentException.class, () -> indexer.index(few))
                .getMessage();
        assertTrue(message.contains("3 peaks"), message);
        PeakList silicon = PeakList.ofPositions(SILICON, null, CU);
        assertThrows(CancellationException.class, () -> indexer.index(silicon, () -> true));
    }
}
