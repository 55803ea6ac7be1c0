// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.diffraction.simulation;

/**
 * The lines of one pattern, added up. A point gets the integral of a profile over its bin, one step wide. Lengths are in steps of the grid:
 * {@code centre} is how many steps a line lies beyond the first point, {@code from} and {@code to} are points, the latter excluded.
 */
final class LineDrawing {

    /** Up to here six terms of atan(z) = z - z^3/3 + ... are exact to 3e-10. */
    private static final double SMALL_ANGLE = 0.2;

    /** From this standard deviation on a bin's integral is the Gaussian with three corrections, to 1e-8. */
    private static final double BROAD_SIGMA = 2;

    private static final double ROOT_2_PI = Math.sqrt(2 * Math.PI);

    private final TailNodes m_nodes;
    private final double[] m_y;
    private final double[] m_tails;
    private final double m_strongest;

    /**
     * @param nodes of the grid
     * @param strongest the greatest area of a line: weaker ones may be drawn less exactly
     */
    LineDrawing(TailNodes nodes, double strongest) {
        m_nodes = nodes;
        m_strongest = strongest;
        m_y = new double[nodes.points().length];
        m_tails = new double[nodes.positions().length];
    }

    /** @return the pattern; lines that are added afterwards count for nothing */
    double[] finish() {
        TailNodes.interpolate(m_tails, m_y);
        return m_y;
    }

    /**
     * Adds a Lorentzian: at the points near its centre and in the blocks in which it ends, at the nodes of the blocks between.
     *
     * @param hwhm half width at half maximum, above 0
     * @param area what all of it would add up to
     */
    void addLorentzian(int from, int to, double centre, double hwhm, double area) {
        double factor = area / Math.PI;
        int block = TailNodes.BLOCK;
        int first = (from + block - 1) / block;
        int end = to / block;
        if (first >= end) {
            addNear(from, to, centre, hwhm, factor);
            return;
        }
        double away = TailNodes.distance(hwhm, share(area));
        double middle = centre - (block - 1) / 2.0;
        int firstNear = clamp(Math.floor((middle - away) / block) + 1, first, end);
        int endNear = clamp(Math.ceil((middle + away) / block), firstNear, end);
        // Where a tail has no block of its own the near points go on to its end.
        int nearFrom = firstNear == first ? from : firstNear * block;
        int nearTo = endNear == end ? to : endNear * block;
        double[] points = m_nodes.points();
        double[] nodes = m_nodes.positions();
        int perBlock = TailNodes.NODES;
        addTail(m_y, points, from, Math.min(nearFrom, first * block), centre, hwhm, factor);
        addTail(m_tails, nodes, first * perBlock, firstNear * perBlock, centre, hwhm, factor);
        addNear(nearFrom, nearTo, centre, hwhm, factor);
        addTail(m_tails, nodes, endNear * perBlock, end * perBlock, centre, hwhm, factor);
        addTail(m_y, points, Math.max(nearTo, end * block), to, centre, hwhm, factor);
    }

    /** Bins whose integral is no small angle, near a narrow line's centre, and those around them. */
    private void addNear(int from, int to, double centre, double hwhm, double factor) {
        double k = hwhm * hwhm - 0.25;
        double square = hwhm / SMALL_ANGLE - k;
        if (square <= 0) {
            addPoints(from, to, centre, hwhm, factor);
            return;
        }
        double core = Math.sqrt(square);
        int coreFrom = clamp(Math.ceil(centre - core), from, to);
        int coreTo = clamp(Math.floor(centre + core) + 1, coreFrom, to);
        addPoints(from, coreFrom, centre, hwhm, factor);
        for (int i = coreFrom; i < coreTo; i++) {
            double x = i - centre;
            m_y[i] += factor * Math.atan2(hwhm, x * x + k);
        }
        addPoints(coreTo, to, centre, hwhm, factor);
    }

    /* atan(b) - atan(a) = atan((b - a) / (1 + a b)) for the two ends a, b of a bin: one quotient. */
    private void addPoints(int from, int to, double centre, double hwhm, double factor) {
        double[] y = m_y;
        double[] positions = m_nodes.points();
        double k = hwhm * hwhm - 0.25;
        for (int i = from; i < to; i++) {
            double x = positions[i] - centre;
            double z = hwhm / (x * x + k);
            double z2 = z * z;
            y[i] += factor
                    * z
                    * (1 - z2 * (1 / 3.0 - z2 * (1 / 5.0 - z2 * (1 / 7.0 - z2 * (1 / 9.0 - z2 * (1 / 11.0))))));
        }
    }

    /* Half a block and more away from the centre z is below 1/32: two terms are exact to 2e-7 of what is there. */
    private static void addTail(
            double[] sums, double[] positions, int from, int to, double centre, double hwhm, double factor) {
        double k = hwhm * hwhm - 0.25;
        for (int i = from; i < to; i++) {
            double x = positions[i] - centre;
            double z = hwhm / (x * x + k);
            sums[i] += factor * z * (1 - z * z * (1 / 3.0));
        }
    }

    private double share(double area) {
        return area / m_strongest;
    }

    /**
     * Adds a Gaussian.
     *
     * @param sigma its standard deviation, above 0
     * @param area what all of it would add up to
     */
    void addGaussian(int from, int to, double centre, double sigma, double area) {
        double share = share(area);
        // Where it has fallen to 1e-7 of the strongest line.
        double reach = (share > 0.1 ? 5.7 : share > 0.01 ? 5.3 : share > 0.001 ? 4.8 : 4.3) * sigma + 1;
        int first = (int) Math.max(from, Math.floor(centre - reach));
        int end = (int) Math.min(to, Math.ceil(centre + reach) + 1);
        if (first >= end) {
            return;
        }
        if (sigma < BROAD_SIGMA) {
            addNarrow(first, end, centre, sigma, area);
        } else {
            addBroad(first, end, centre, sigma, area);
        }
    }

    private void addNarrow(int first, int end, double centre, double sigma, double area) {
        double below = NormalIntegral.below((first - 0.5 - centre) / sigma);
        for (int i = first; i < end; i++) {
            double next = NormalIntegral.below((i + 0.5 - centre) / sigma);
            m_y[i] += area * (next - below);
            below = next;
        }
    }

    /**
     * The integral of a Gaussian G over a bin is G (1 + He2(u) / 24 s^2 + He4(u) / 1920 s^4 + He6(u) / 322560 s^6) at u = x / s, with
     * Hermite's polynomials. From bin to bin G changes by a factor, exp(-(2 x + 1) / 2 s^2), which itself changes by exp(-1 / s^2): from the
     * middle to both sides there is no exponential function but the first three.
     */
    private void addBroad(int first, int end, double centre, double sigma, double area) {
        double[] y = m_y;
        double t = 1 / (sigma * sigma);
        double a = t / 24;
        double b = t * t / 1920;
        double c3 = t * t * t / 322560;
        double c0 = 1 - a + 3 * b - 15 * c3;
        double c1 = (a - 6 * b + 45 * c3) * t;
        double c2 = (b - 15 * c3) * t * t;
        c3 *= t * t * t;
        int middle = clamp(Math.rint(centre), first, end - 1);
        double x = middle - centre;
        double half = Math.exp(-t / 2);
        double lean = Math.exp(-x * t);
        double change = half * half;
        double right = area / (sigma * ROOT_2_PI) * Math.exp(-x * x * t / 2);
        double rightFactor = half * lean;
        double leftFactor = half / lean;
        double left = right * leftFactor;
        leftFactor *= change;
        double xLeft = x - 1;
        int both = Math.min(end - middle, middle - first);
        for (int n = 0; n < both; n++) {
            double u = x * x;
            double v = xLeft * xLeft;
            y[middle + n] += right * (c0 + u * (c1 + u * (c2 + u * c3)));
            y[middle - 1 - n] += left * (c0 + v * (c1 + v * (c2 + v * c3)));
            right *= rightFactor;
            left *= leftFactor;
            rightFactor *= change;
            leftFactor *= change;
            x++;
            xLeft--;
        }
        for (int i = middle + both; i < end; i++) {
            double u = x * x;
            y[i] += right * (c0 + u * (c1 + u * (c2 + u * c3)));
            right *= rightFactor;
            rightFactor *= change;
            x++;
        }
        for (int i = middle - 1 - both; i >= first; i--) {
            double v = xLeft * xLeft;
            y[i] += left * (c0 + v * (c1 + v * (c2 + v * c3)));
            left *= leftFactor;
            leftFactor *= change;
            xLeft--;
        }
    }

    private static int clamp(double value, int min, int max) {
        return (int) Math.max(min, Math.min(max, value));
    }
}
