// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.knime.common.view;

import org.braggwise.diffraction.TwoThetaGrid;
import org.braggwise.diffraction.preparation.GridResampling;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Curves over a scan's angles, as views draw them: evenly spaced. Those of scans with uneven steps are resampled, for the eye only. */
public final class EvenCurves {

    /** An angle that is off by this share of a step is not seen to be. */
    private static final double UNSEEN = 0.1;

    private static final int MOST_POINTS = 20_000;

    private final double[] m_twoThetaDeg;
    private final TwoThetaGrid m_grid;
    private final boolean m_even;

    /** @param twoThetaDeg strictly increasing angles in degrees, at least two */
    public EvenCurves(double[] twoThetaDeg) {
        int last = twoThetaDeg.length - 1;
        var own = new TwoThetaGrid(twoThetaDeg[0], twoThetaDeg[last], last + 1);
        double off = 0;
        double finest = own.stepDeg();
        for (int i = 1; i <= last; i++) {
            off = Math.max(off, Math.abs(twoThetaDeg[i] - own.at(i)));
            finest = Math.min(finest, twoThetaDeg[i] - twoThetaDeg[i - 1]);
        }
        m_twoThetaDeg = twoThetaDeg;
        m_even = off <= UNSEEN * own.stepDeg();
        double steps = Math.min(MOST_POINTS - 1, Math.ceil((own.endDeg() - own.startDeg()) / finest));
        m_grid = m_even ? own : new TwoThetaGrid(own.startDeg(), own.endDeg(), (int) steps + 1);
    }

    /** Writes "grid": what all curves are over. */
    public void putGrid(ObjectNode to) {
        PatternsView.putGrid(to, m_grid);
    }

    /**
     * @param intensities one for each angle of the scan
     * @return the curve over the grid, as {@link ViewArrays#float32} writes it
     */
    public String float32(double[] intensities) {
        return ViewArrays.float32(
                m_even
                        ? intensities
                        : GridResampling.resample(m_twoThetaDeg, intensities, m_grid, GridResampling.Outside.ZERO)
                                .intensities());
    }
}
