// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.diffraction.file;

import java.util.Optional;

/**
 * Lines of one angle and several intensities that follow it step by step, as Rigaku's and JCAMP-DX's X++(Y..Y) texts have them.
 *
 * <p>They look like a table of several samples. A table's angles go on by one step a line, which is rarely above 0.1 deg; here they go on by
 * as many steps as there are intensities, the last line is often shorter, and the intensities are smoother along the lines than down the
 * columns.
 *
 * @param perLine intensities a line
 * @param stepDeg from one to the next
 */
record SeveralALine(int perLine, double stepDeg) {

    private static final int LEAST_PER_LINE = 3;
    /** No powder pattern is measured in steps as coarse. */
    private static final double NO_STEP_DEG = 0.5;
    /** A table's step may be as coarse, then the intensities decide. */
    private static final double COARSE_STEP_DEG = 0.08;
    /** Eight intensities a line, in the finest steps in use. */
    private static final double FINE_STEP_DEG = 0.02;
    /** Instruments write 5, 8, 10 or 11 a line. */
    private static final int USUAL_PER_LINE = 5;

    private static final double UNCLEAR = 1.25;

    /** @return how the rows continue each other; empty where they are a table */
    static Optional<SeveralALine> of(NumberRows rows) {
        int n = rows.rows();
        int perLine = rows.width(0) - 1;
        if (n < 2 || perLine < LEAST_PER_LINE) {
            return Optional.empty();
        }
        double advance = (rows.at(n - 1, 0) - rows.at(0, 0)) / (n - 1);
        for (int r = 0; r < n; r++) {
            boolean full =
                    rows.width(r) == perLine + 1 || r == n - 1 && rows.width(r) > 1 && rows.width(r) <= perLine + 1;
            boolean even = Math.abs(rows.at(r, 0) - rows.at(0, 0) - advance * r) <= 0.51 * advance / perLine;
            if (!full || !even) {
                return Optional.empty();
            }
        }
        boolean ragged = rows.width(n - 1) < perLine + 1;
        return several(advance, perLine, ragged, roughness(rows))
                ? Optional.of(new SeveralALine(perLine, advance / perLine))
                : Optional.empty();
    }

    private static boolean several(double advance, int perLine, boolean ragged, double roughness) {
        if (advance >= NO_STEP_DEG) {
            return true;
        }
        if (perLine < USUAL_PER_LINE) {
            return advance >= COARSE_STEP_DEG && (ragged || roughness < 1);
        }
        // so many columns without names are no table, unless it is clearly smoother down the columns
        return advance >= COARSE_STEP_DEG ? roughness < UNCLEAR : advance >= FINE_STEP_DEG && roughness < 1 / UNCLEAR;
    }

    /** @return the mean change from number to number along the lines, over that down the columns */
    private static double roughness(NumberRows rows) {
        double along = 0;
        double down = 0;
        int nAlong = 0;
        int nDown = 0;
        double last = rows.at(0, 1);
        for (int r = 0; r < rows.rows(); r++) {
            for (int c = 1; c < rows.width(r); c++) {
                double y = rows.at(r, c);
                if (r > 0 || c > 1) {
                    along += Math.abs(y - last);
                    nAlong++;
                }
                if (r > 0) {
                    down += Math.abs(y - rows.at(r - 1, c));
                    nDown++;
                }
                last = y;
            }
        }
        return down == 0 ? 1 : along / nAlong / (down / nDown);
    }

    void fill(ScanBuilder scan, NumberRows rows) {
        int point = 0;
        double start = rows.at(0, 0);
        for (int r = 0; r < rows.rows(); r++) {
            for (int c = 1; c < rows.width(r); c++) {
                scan.add(start + stepDeg * point++, rows.at(r, c), 0);
            }
        }
    }
}
