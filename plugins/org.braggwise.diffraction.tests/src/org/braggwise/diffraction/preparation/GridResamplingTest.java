// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.diffraction.preparation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;

import org.braggwise.diffraction.TwoThetaGrid;
import org.braggwise.diffraction.preparation.GridResampling.Outside;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GridResamplingTest {

	@ParameterizedTest
	@ValueSource(ints = {51, 701, 3501, 20001})
	void keepsTheAreaOfAnyScanOnAnyGrid(final int points) {
		final SplittableRandom random = new SplittableRandom(points);
		final double[] x = new double[1500];
		final double[] y = new double[x.length];
		for (int i = 0; i < x.length; i++) {
			x[i] = (i == 0 ? 20 : x[i - 1]) + random.nextDouble(0.001, 0.05);
			y[i] = random.nextDouble(0, 100);
		}
		double area = 0;
		for (int i = 1; i < x.length; i++) {
			area += (x[i] - x[i - 1]) * (y[i] + y[i - 1]) / 2;
		}
		// A scan inside the grid: the two end bins are measured in part, and their value is the mean of that part.
		final TwoThetaGrid grid = new TwoThetaGrid(10, 80, points);
		final GridResampling.Result r = GridResampling.resample(x, y, grid, Outside.ZERO);
		double sum = 0;
		for (int i = 0; i < points; i++) {
			final double covered = Math.min(x[x.length - 1], grid.at(i) + grid.stepDeg() / 2) - Math.max(x[0], grid.at(i) - grid.stepDeg() / 2);
			assertEquals(covered > 0, r.measured()[i]);
			sum += Math.max(0, covered) * r.intensities()[i];
		}
		assertEquals(area, sum, 1e-9 * area);
	}

	@Test
	void keepsStraightLinesAndTheGridItself() {
		final TwoThetaGrid grid = new TwoThetaGrid(10, 20, 101);
		final double[] x = new double[401];
		final double[] y = new double[401];
		for (int i = 0; i < 401; i++) {
			x[i] = 5 + i * 0.05;
			y[i] = 3 + 2 * x[i];
		}
		final GridResampling.Result r = GridResampling.resample(x, y, grid, Outside.ERROR);
		for (int i = 0; i < 101; i++) {
			assertEquals(3 + 2 * grid.at(i), r.intensities()[i], 1e-10);
		}
	}

	@Test
	void findsAPeakBetweenTwoGridPoints() {
		final double[] x = {10, 10.04, 10.05, 10.06, 11};
		final double[] y = {0, 0, 100, 0, 0};
		final GridResampling.Result r = GridResampling.resample(x, y, new TwoThetaGrid(10, 11, 11), Outside.ERROR);
		assertEquals(100 * 0.02 / 2, (r.intensities()[0] * 0.05 + r.intensities()[1] * 0.1), 1e-12);
	}

	@Test
	void refusesOrMarksWhatWasNotMeasured() {
		final double[] x = {20, 21, 22};
		final double[] y = {1, 1, 1};
		final TwoThetaGrid grid = new TwoThetaGrid(10, 30, 21);
		final String message = assertThrows(IllegalArgumentException.class, () -> GridResampling.resample(x, y, grid, Outside.ERROR))
			.getMessage();
		assertTrue(message.contains("20.0000 to 22.0000") && message.contains("10.0000 to 30.0000"), message);
		final GridResampling.Result r = GridResampling.resample(x, y, grid, Outside.ZERO);
		assertFalse(r.measured()[9]);
		assertTrue(r.measured()[10] && r.measured()[12]);
		assertEquals(0, r.intensities()[13]);
		assertEquals(1, r.intensities()[10]);
	}
}
