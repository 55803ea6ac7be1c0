// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.diffraction.preparation;

import org.braggwise.diffraction.TwoThetaGrid;

/**
 * Resamples a scan to a grid by integration: the value at a grid angle is the mean of the scan, joined by straight lines, over the bin of
 * one grid step around that angle. So the area under the scan is kept whatever the two steps are, and no narrow peak falls between two
 * grid points.
 */
public final class GridResampling {

	/** What to do with grid angles that the scan does not reach. */
	public enum Outside {
		/** Refuse the scan. */
		ERROR,
		/** Put 0 there and mark the angle as not measured. */
		ZERO
	}

	/**
	 * @param intensities on the grid
	 * @param measured for each grid angle whether any of its bin was measured
	 */
	public record Result(double[] intensities, boolean[] measured) {
	}

	private GridResampling() {
	}

	/**
	 * @param twoThetaDeg strictly increasing angles in degrees, at least two
	 * @param intensities as many, finite
	 * @param grid where to
	 * @param outside what to do where the scan does not reach. Half a grid step is missing at either end of a scan that just fits: there
	 *            the mean is taken over the measured part of the bin.
	 * @return the resampled scan
	 * @throws IllegalArgumentException for {@link Outside#ERROR} and a grid that reaches more than half a step beyond the scan
	 */
	public static Result resample(final double[] twoThetaDeg, final double[] intensities, final TwoThetaGrid grid, final Outside outside) {
		final int n = twoThetaDeg.length;
		final double half = grid.stepDeg() / 2;
		final double first = twoThetaDeg[0];
		final double last = twoThetaDeg[n - 1];
		if (outside == Outside.ERROR && (grid.startDeg() < first - half - 1e-9 || grid.endDeg() > last + half + 1e-9)) {
			throw new IllegalArgumentException(String.format(java.util.Locale.ROOT, "The scan covers %.4f to %.4f deg two-theta, the grid asks "
				+ "for %.4f to %.4f deg. Choose a smaller grid, or let angles outside the scan be zero.", first, last, grid.startDeg(),
				grid.endDeg()));
		}
		final double[] out = new double[grid.points()];
		final boolean[] measured = new boolean[grid.points()];
		int segment = 0;
		for (int i = 0; i < out.length; i++) {
			final double from = Math.max(first, grid.at(i) - half);
			final double to = Math.min(last, grid.at(i) + half);
			if (!(to > from)) {
				continue;
			}
			while (segment + 2 < n && twoThetaDeg[segment + 1] <= from) {
				segment++;
			}
			double area = 0;
			double a = from;
			int s = segment;
			while (a < to) {
				final double b = s + 2 < n ? Math.min(to, twoThetaDeg[s + 1]) : to;
				area += (b - a) * (at(twoThetaDeg, intensities, s, a) + at(twoThetaDeg, intensities, s, b)) / 2;
				a = b;
				s++;
			}
			out[i] = area / (to - from);
			measured[i] = true;
		}
		return new Result(out, measured);
	}

	private static double at(final double[] x, final double[] y, final int segment, final double angle) {
		final double t = (angle - x[segment]) / (x[segment + 1] - x[segment]);
		return y[segment] + t * (y[segment + 1] - y[segment]);
	}
}
