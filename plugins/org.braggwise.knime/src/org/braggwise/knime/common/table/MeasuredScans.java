// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.knime.common.table;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;

import org.braggwise.diffraction.Radiation;
import org.braggwise.knime.common.table.PatternColumn.BadPatternException;
import org.knime.core.data.DataRow;
import org.knime.core.data.DataTableSpec;
import org.knime.core.node.InvalidSettingsException;

/** The scans of a table as the XRD Pattern Reader writes them, for nodes that take them as they were measured; safe on several threads. */
public final class MeasuredScans {

    /**
     * What was measured: points that are missing are left out.
     *
     * @param twoThetaDeg two angles or more, ascending, below 180
     * @param intensities as many
     * @param radiation the X-rays
     */
    public record Measured(double[] twoThetaDeg, double[] intensities, Radiation radiation) {}

    private final ScanColumns m_columns;
    private final Optional<Radiation> m_assumed;
    private final AtomicBoolean m_assuming = new AtomicBoolean();

    /**
     * @param assumed of scans that say none
     * @throws InvalidSettingsException where a column is absent or of another type
     */
    public MeasuredScans(DataTableSpec spec, String twoThetaColumn, String intensityColumn, Optional<Radiation> assumed)
            throws InvalidSettingsException {
        m_columns = new ScanColumns(spec, twoThetaColumn, intensityColumn);
        m_assumed = assumed;
    }

    /**
     * @return the row's scan
     * @throws BadPatternException where its cells hold none
     * @throws InvalidSettingsException where it says no wavelength, and none is assumed
     */
    public Measured of(DataRow row) throws BadPatternException, InvalidSettingsException {
        ScanColumns.Scan scan = m_columns.read(row);
        double[] x = scan.twoThetaDeg();
        double[] y = scan.intensities();
        int[] there = IntStream.range(0, y.length)
                .filter(i -> Double.isFinite(y[i]) && x[i] > 0)
                .toArray();
        double[] angles = IntStream.of(there).mapToDouble(i -> x[i]).toArray();
        requireScan(angles);
        return new Measured(
                angles,
                IntStream.of(there).mapToDouble(i -> y[i]).toArray(),
                scan.radiation()
                        .or(this::assumed)
                        .orElseThrow(() -> new InvalidSettingsException("the scan says no wavelength, expected one;"
                                + " switch on \"State the radiation where there is none\" if you know it")));
    }

    private Optional<Radiation> assumed() {
        m_assuming.set(true);
        return m_assumed;
    }

    /** @return whose radiation was assumed, in a sentence that is the same for any part of the rows; null where each scan said its own */
    public String warning() {
        return m_assuming.get() && m_assumed.isPresent()
                ? "Scans that state no wavelength are taken for "
                        + m_assumed.get().name() + ", as the settings say."
                : null;
    }

    private static void requireScan(double[] twoThetaDeg) throws BadPatternException {
        if (twoThetaDeg.length < 2) {
            throw new BadPatternException(
                    "the scan has " + twoThetaDeg.length + " point(s) that were measured, expected two or more");
        }
        for (int i = 1; i < twoThetaDeg.length; i++) {
            if (twoThetaDeg[i] <= twoThetaDeg[i - 1] || twoThetaDeg[i] >= 180) {
                throw new BadPatternException("the scan goes from " + twoThetaDeg[i - 1] + " to " + twoThetaDeg[i]
                        + " deg, expected angles that ascend and stay below 180 deg");
            }
        }
    }
}
