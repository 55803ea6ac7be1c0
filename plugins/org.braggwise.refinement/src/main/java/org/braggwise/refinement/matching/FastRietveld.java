// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.refinement.matching;

import java.util.Arrays;
import java.util.Optional;

import org.braggwise.crystal.UnitCell;
import org.braggwise.diffraction.Radiation;
import org.braggwise.diffraction.simulation.ReflectionWidth;
import org.braggwise.refinement.phase.FreePositions;
import org.braggwise.refinement.phase.ReflectionFamilies;

/**
 * Rietveld refinement for a pattern whose profile is known and whose background is off: scale, lattice and positions (and, where elements are
 * unknown, a fractional atomic number and B for each role), some milliseconds a structure. Levenberg-Marquardt with analytic derivatives. One
 * object serves one thread and any number of fits; its arrays grow and stay.
 */
final class FastRietveld {

    /** How far from its centre, in FWHM, a line's derivatives count. */
    private static final double DERIVATIVE_REACH = 9;

    /** The relative change of q that intensities are differentiated with. */
    private static final double SMALL = 1e-4;

    private static final int MOST_FAMILIES = 2500;

    /** No site goes further in one step, in angstrom. */
    private static final double LARGEST_STEP = 0.25;

    /** Fits that are still this bad after so many steps are given up. */
    private static final double HOPELESS = 0.6;

    private static final int PATIENCE = 8;

    /** A fit ends where R is below this, or three steps in a row lower chi^2 by less than a share of it. */
    private static final double PERFECT = 3e-4;

    private static final double SLOW = 3e-3;

    /** Prior on atomic numbers and displacement parameters that are fitted. */
    private static final double POWER_WEIGHT = 1e-5;

    private static final double NUMBER_SIGMA = 30;
    private static final double B_MEAN = 0.6;
    private static final double B_SIGMA = 0.6;
    private static final double MOST_B = 5;

    private final Observed m_observed;
    private final MatchConditions m_conditions;
    private final Amplitudes m_amplitudes;
    private final LineShape m_shape;
    private final int m_points;
    private final double m_start;
    private final double m_step;
    private final float[] m_rootWeights;

    /* The fit at hand. */
    private Template m_template;
    private Assignment m_assignment;
    private boolean m_fitPowers;
    private ReflectionFamilies m_families;
    private double[] m_coefficients;
    private int m_latticeSize;
    private int m_positionSize;
    private int m_parameters;

    /* Workspace. */
    private double[] m_y;
    private double[] m_trialY;
    private float[] m_jacobian = new float[0];
    private final boolean[] m_touched;
    private final float[] m_residuals;
    private double[] m_xyz = new double[0];
    private PhaseTable m_phases = new PhaseTable();
    private float[] m_derivatives = new float[0];
    private float[] m_tile = new float[0];
    private int[] m_siteStart = new int[0];
    private double[] m_real = new double[0];
    private double[] m_imaginary = new double[0];
    private double[] m_byNumber = new double[0];
    private double[] m_byB = new double[0];
    private double[] m_sums = new double[0];
    private double m_re;
    private double m_im;
    private double m_anomalousRe;
    private double m_anomalousIm;

    FastRietveld(Observed observed, Amplitudes amplitudes, LineShape shape) {
        m_observed = observed;
        m_conditions = observed.conditions();
        m_amplitudes = amplitudes;
        m_shape = shape;
        m_points = observed.y().length;
        m_start = m_conditions.grid().startDeg();
        m_step = m_conditions.grid().stepDeg();
        m_y = new double[m_points];
        m_trialY = new double[m_points];
        m_touched = new boolean[m_points];
        m_residuals = new float[m_points];
        m_rootWeights = new float[m_points];
        for (int i = 0; i < m_points; i++) {
            m_rootWeights[i] = (float) Math.sqrt(observed.weights()[i]);
        }
    }

    /**
     * Where a fit starts and how it is held.
     *
     * @param g free lattice numbers
     * @param positions shifts of the template's coordinates; they are what the prior pulls to
     * @param powersOrNull atomic number and B of each role, to fit them; null to take the assignment's elements
     * @param positionPrior weight of the prior on shifts, a share of the pattern's weight for each square angstrom
     * @param steps how many at most
     */
    record Start(double[] g, double[] positions, double[] powersOrNull, double positionPrior, int steps) {}

    /** @return the fit; empty where the lattice has no or too many reflections in the range */
    Optional<Refined> refine(Template template, Assignment assignment, Start start) {
        if (!prepare(template, assignment, start)) {
            return Optional.empty();
        }
        FreePositions free = template.free();
        UnitCell cell = template.metric().cell(start.g());
        double[] lengths = new double[m_positionSize];
        for (int p = 0; p < m_positionSize; p++) {
            lengths[p] = free.lengthAngstrom(p, cell);
        }
        double[] g = start.g().clone();
        double[] x = start.positions().clone();
        double[] powers = m_fitPowers ? start.powersOrNull().clone() : null;
        double total = m_observed.total();
        calculate(g, x, 1, powers, m_y, false);
        double scale = bestScale(m_y);
        if (!(scale > 0)) {
            return Optional.empty();
        }
        calculate(g, x, scale, powers, m_y, true);
        double best = squares(m_y);
        double initial = Math.sqrt(best / total);
        int n = m_parameters;
        double[] matrix = new double[n * n];
        double[] right = new double[n];
        double damping = 1e-2;
        int slow = 0;
        for (int iteration = 0; iteration < start.steps(); iteration++) {
            normalEquations(matrix, right);
            addPriors(start, x, powers, lengths, matrix, right);
            boolean better = false;
            for (int attempt = 0; attempt < 4; attempt++) {
                double[] step = SymmetricSystem.solve(n, matrix, right, damping);
                double[] nextG = g.clone();
                double[] nextX = x.clone();
                double[] nextPowers = powers == null ? null : powers.clone();
                if (step == null || !(scale + step[0] > 0) || !apply(step, lengths, nextG, nextX, nextPowers)) {
                    damping *= 10;
                    continue;
                }
                double nextScale = scale + step[0];
                calculate(nextG, nextX, nextScale, nextPowers, m_trialY, false);
                double after = squares(m_trialY);
                if (after < best) {
                    slow = (best - after) / best < SLOW ? slow + 1 : 0;
                    best = after;
                    g = nextG;
                    x = nextX;
                    powers = nextPowers;
                    scale = nextScale;
                    damping = Math.max(1e-7, damping / 4);
                    better = true;
                    break;
                }
                damping *= 8;
            }
            double r = Math.sqrt(best / total);
            if (!better || slow >= 3 || r < PERFECT || iteration == PATIENCE - 1 && r > HOPELESS) {
                break;
            }
            if (iteration < start.steps() - 1) {
                calculate(g, x, scale, powers, m_y, true);
            }
        }
        return Optional.of(new Refined(
                template,
                assignment,
                powers,
                g,
                x,
                scale,
                initial,
                Math.sqrt(best / total),
                n,
                m_families.size(),
                largestShift(start, x, lengths)));
    }

    /** @return the calculated curve of a fit, on the scale of the observed one */
    double[] curve(Refined refined) {
        double[] y = new double[m_points];
        if (prepare(
                refined.template(),
                refined.assignment(),
                new Start(refined.g(), refined.positions(), refined.powers(), 0, 0))) {
            calculate(refined.g(), refined.positions(), refined.scale(), refined.powers(), y, false);
        }
        return y;
    }

    /** @return chi^2 at a fit's parameters, and minus half its derivative by each: scale, lattice, positions, powers */
    double[] squaresAndGradient(Refined at) {
        double[] all = new double[1 + at.parameters()];
        if (prepare(at.template(), at.assignment(), new Start(at.g(), at.positions(), at.powers(), 0, 0))) {
            calculate(at.g(), at.positions(), at.scale(), at.powers(), m_y, true);
            double[] right = new double[m_parameters];
            normalEquations(new double[m_parameters * m_parameters], right);
            all[0] = squares(m_y);
            System.arraycopy(right, 0, all, 1, m_parameters);
        }
        return all;
    }

    private boolean prepare(Template template, Assignment assignment, Start start) {
        Optional<ReflectionFamilies> families =
                template.enumeration().find(start.g(), m_conditions.qMin(), m_conditions.qMax(), MOST_FAMILIES);
        if (families.isEmpty() || families.get().size() == 0) {
            return false;
        }
        m_template = template;
        m_assignment = assignment;
        m_fitPowers = start.powersOrNull() != null;
        m_families = families.get();
        m_latticeSize = start.g().length;
        m_positionSize = template.free().size();
        int roles = template.roles();
        m_parameters = 1 + m_latticeSize + m_positionSize + (m_fitPowers ? 2 * roles : 0);
        m_coefficients = new double[m_latticeSize * m_families.size()];
        for (int f = 0; f < m_families.size(); f++) {
            template.metric()
                    .coefficients(
                            m_families.h()[f], m_families.k()[f], m_families.l()[f], m_coefficients, m_latticeSize * f);
        }
        if (m_jacobian.length < m_parameters * m_points) {
            m_jacobian = new float[m_parameters * m_points];
        }
        if (m_derivatives.length < m_parameters) {
            m_derivatives = new float[m_parameters];
            m_tile = new float[m_parameters * m_parameters];
        }
        m_xyz = m_xyz.length < 3 * template.atoms() ? new double[3 * template.atoms()] : m_xyz;
        if (m_real.length < roles) {
            m_real = new double[roles];
            m_imaginary = new double[roles];
            m_byNumber = new double[roles];
            m_byB = new double[roles];
            m_sums = new double[2 * roles];
        }
        int sites = template.structure().sites().size();
        m_siteStart = new int[sites + 1];
        for (int a : template.distinctAtoms()) {
            m_siteStart[template.free().siteOfAtom(a) + 1]++;
        }
        for (int s = 0; s < sites; s++) {
            m_siteStart[s + 1] += m_siteStart[s];
        }
        m_phases.prepare(m_families, template.distinctAtoms().length);
        return true;
    }

    private double bestScale(double[] y) {
        double cross = 0;
        double square = 0;
        double[] w = m_observed.weights();
        double[] o = m_observed.y();
        for (int i = 0; i < m_points; i++) {
            cross += w[i] * o[i] * y[i];
            square += w[i] * y[i] * y[i];
        }
        return square > 0 ? cross / square : 0;
    }

    private double squares(double[] y) {
        double sum = 0;
        double[] w = m_observed.weights();
        double[] o = m_observed.y();
        for (int i = 0; i < m_points; i++) {
            double d = o[i] - y[i];
            sum += w[i] * d * d;
        }
        return sum;
    }

    /** Moves the parameters by a step, sites by at most {@link #LARGEST_STEP}; tells whether the lattice is one. */
    private boolean apply(double[] step, double[] lengths, double[] g, double[] x, double[] powers) {
        for (int i = 0; i < m_latticeSize; i++) {
            g[i] += step[1 + i];
        }
        FreePositions free = m_template.free();
        int o = 1 + m_latticeSize;
        for (int site = 0; site < m_template.structure().sites().size(); site++) {
            double move = 0;
            for (int p = free.firstParameter(site); p < free.firstParameter(site + 1); p++) {
                move = Math.max(move, Math.abs(step[o + p]) * lengths[p]);
            }
            double factor = move > LARGEST_STEP ? LARGEST_STEP / move : 1;
            for (int p = free.firstParameter(site); p < free.firstParameter(site + 1); p++) {
                x[p] += factor * step[o + p];
            }
        }
        if (powers != null) {
            o += m_positionSize;
            for (int r = 0; r < powers.length; r += 2) {
                powers[r] = Math.max(1, Math.min(Amplitudes.LAST - 1, powers[r] + step[o + r]));
                powers[r + 1] = Math.max(0, Math.min(MOST_B, powers[r + 1] + step[o + r + 1]));
            }
        }
        return m_template.metric().spans(g);
    }

    private void addPriors(
            Start start, double[] x, double[] powers, double[] lengths, double[] matrix, double[] right) {
        int n = m_parameters;
        int o = 1 + m_latticeSize;
        double weight = start.positionPrior() * m_observed.total();
        for (int p = 0; p < m_positionSize; p++, o++) {
            double l2 = weight * lengths[p] * lengths[p];
            matrix[o * n + o] += l2;
            right[o] -= l2 * (x[p] - start.positions()[p]);
        }
        if (powers != null) {
            for (int r = 0; r < powers.length; r++, o++) {
                double sigma = r % 2 == 0 ? NUMBER_SIGMA : B_SIGMA;
                double mean = r % 2 == 0 ? start.powersOrNull()[r] : B_MEAN;
                double w = POWER_WEIGHT * m_observed.total() / (sigma * sigma);
                matrix[o * n + o] += w;
                right[o] -= w * (powers[r] - mean);
            }
        }
    }

    private double largestShift(Start start, double[] x, double[] lengths) {
        FreePositions free = m_template.free();
        double largest = 0;
        for (int site = 0; site < m_template.structure().sites().size(); site++) {
            double sum = 0;
            for (int p = free.firstParameter(site); p < free.firstParameter(site + 1); p++) {
                double d = (x[p] - start.positions()[p]) * lengths[p];
                sum += d * d;
            }
            largest = Math.max(largest, Math.sqrt(sum));
        }
        return largest;
    }

    private void calculate(double[] g, double[] x, double scale, double[] powers, double[] y, boolean derivatives) {
        Arrays.fill(y, 0);
        if (derivatives) {
            Arrays.fill(m_jacobian, 0, m_parameters * m_points, 0);
            Arrays.fill(m_touched, false);
        }
        m_template.free().positions(x, m_xyz);
        m_phases.fill(m_xyz, m_template.distinctAtoms());
        for (int f = 0; f < m_families.size(); f++) {
            double q = 0;
            for (int i = 0; i < m_latticeSize; i++) {
                q += g[i] * m_coefficients[m_latticeSize * f + i];
            }
            if (q > 0) {
                family(f, q, scale, powers, y, derivatives);
            }
        }
    }

    private void family(int f, double q, double scale, double[] powers, double[] y, boolean derivatives) {
        int h = m_families.h()[f];
        int k = m_families.k()[f];
        int l = m_families.l()[f];
        m_phases.at(h, k, l);
        int roles = m_template.roles();
        Arrays.fill(m_sums, 0, 2 * roles, 0);
        for (int s = 0; s < m_siteStart.length - 1; s++) {
            int o = 2 * m_template.roleOfSite(s);
            m_sums[o] += m_phases.cosines(m_siteStart[s], m_siteStart[s + 1]);
            m_sums[o + 1] += m_phases.sines(m_siteStart[s], m_siteStart[s + 1]);
        }
        double centring = m_template.centring();
        double factor = m_families.multiplicity()[f] * centring * centring;
        double further = 0;
        if (derivatives) {
            amplitudes(Math.sqrt(q * (1 + SMALL)) / 2, powers);
            further = factor * structureFactor();
        }
        amplitudes(Math.sqrt(q) / 2, powers);
        double square = factor * structureFactor();
        if (derivatives) {
            m_derivatives[0] = (float) square;
            byPositions(h, k, l, 2 * scale * factor);
            if (powers != null) {
                int o = 1 + m_latticeSize + m_positionSize;
                for (int r = 0; r < roles; r++) {
                    double d = 2 * scale * factor * (m_re * m_sums[2 * r] + m_im * m_sums[2 * r + 1]);
                    m_derivatives[o + 2 * r] = (float) (d * m_byNumber[r]);
                    m_derivatives[o + 2 * r + 1] = (float) (d * m_byB[r]);
                }
            }
        }
        for (Radiation.Line line : m_conditions.radiation().lines()) {
            double sine = line.wavelengthAngstrom() * Math.sqrt(q) / 2;
            if (sine < 0.999) {
                double lp = line.weight() * m_conditions.lorentzPolarisation(sine);
                if (derivatives) {
                    // By the lattice numbers: form factors and the Lorentz-polarisation factor change with q, too.
                    double lpFurther = line.weight() * m_conditions.lorentzPolarisation(sine * Math.sqrt(1 + SMALL));
                    double byQ = scale * (further * lpFurther / lp - square) / (SMALL * q);
                    for (int i = 0; i < m_latticeSize; i++) {
                        m_derivatives[1 + i] = (float) (byQ * m_coefficients[m_latticeSize * f + i]);
                    }
                }
                draw(f, q, sine, line.wavelengthAngstrom(), scale * square * lp, lp, y, derivatives);
            }
        }
    }

    /** |F|^2 of the distinct atoms, Friedel opposites averaged, with the amplitudes at hand; its parts stay. */
    private double structureFactor() {
        m_re = 0;
        m_im = 0;
        m_anomalousRe = 0;
        m_anomalousIm = 0;
        for (int r = 0; r < m_template.roles(); r++) {
            m_re += m_real[r] * m_sums[2 * r];
            m_im += m_real[r] * m_sums[2 * r + 1];
            m_anomalousRe += m_imaginary[r] * m_sums[2 * r];
            m_anomalousIm += m_imaginary[r] * m_sums[2 * r + 1];
        }
        return m_re * m_re + m_im * m_im + m_anomalousRe * m_anomalousRe + m_anomalousIm * m_anomalousIm;
    }

    private void amplitudes(double s, double[] powers) {
        double u = s / Amplitudes.STEP;
        int i = Math.min((int) u, m_amplitudes.samples() - 2);
        double w = u - i;
        for (int r = 0; r < m_template.roles(); r++) {
            if (powers == null) {
                Amplitudes.Curve c = m_assignment.curves()[r];
                m_real[r] = c.real()[i] + w * (c.real()[i + 1] - c.real()[i]);
                m_imaginary[r] = c.imaginary()[i] + w * (c.imaginary()[i + 1] - c.imaginary()[i]);
            } else {
                int z = (int) powers[2 * r];
                double between = powers[2 * r] - z;
                double[] a = m_amplitudes.bare(z);
                double[] b = m_amplitudes.bare(z + 1);
                double lower = a[i] + w * (a[i + 1] - a[i]);
                double upper = b[i] + w * (b[i + 1] - b[i]);
                double damped = Math.exp(-powers[2 * r + 1] * s * s);
                m_real[r] = (lower + between * (upper - lower)) * damped;
                m_imaginary[r] = 0;
                m_byNumber[r] = (upper - lower) * damped;
                m_byB[r] = -s * s * m_real[r];
            }
        }
    }

    private void byPositions(int h, int k, int l, double factor) {
        FreePositions free = m_template.free();
        int[] atoms = m_template.distinctAtoms();
        int o = 1 + m_latticeSize;
        for (int s = 0; s < m_siteStart.length - 1; s++) {
            int freedom = free.freedom(s);
            if (freedom == 0) {
                continue;
            }
            int role = m_template.roleOfSite(s);
            double a = m_re * m_real[role] + m_anomalousRe * m_imaginary[role];
            double b = m_im * m_real[role] + m_anomalousIm * m_imaginary[role];
            double d0 = 0;
            double d1 = 0;
            double d2 = 0;
            for (int i = m_siteStart[s]; i < m_siteStart[s + 1]; i++) {
                double change = b * m_phases.cosine(i) - a * m_phases.sine(i);
                double[] d = free.atomDirections(atoms[i]);
                d0 += change * (h * d[0] + k * d[1] + l * d[2]);
                if (freedom > 1) {
                    d1 += change * (h * d[3] + k * d[4] + l * d[5]);
                }
                if (freedom > 2) {
                    d2 += change * (h * d[6] + k * d[7] + l * d[8]);
                }
            }
            double twoPi = 2 * Math.PI * factor;
            m_derivatives[o++] = (float) (twoPi * d0);
            if (freedom > 1) {
                m_derivatives[o++] = (float) (twoPi * d1);
            }
            if (freedom > 2) {
                m_derivatives[o++] = (float) (twoPi * d2);
            }
        }
    }

    /** Adds a line to the pattern and its derivatives to the Jacobian: a point is the mean over its bin, as the simulator draws it. */
    private void draw(
            int f, double q, double sine, double wavelength, double area, double lp, double[] y, boolean derivatives) {
        double theta = Math.asin(sine);
        double centre = Math.toDegrees(2 * theta);
        ReflectionWidth width = m_shape.width(theta, wavelength);
        double w = width.fwhmDeg();
        double share = width.lorentzianShare();
        double reach = LineShape.reachDeg(width);
        double first = Math.rint((centre - reach - m_start) / m_step);
        double last = Math.rint((centre + reach - m_start) / m_step);
        int from = (int) Math.max(0, first);
        int to = (int) Math.min(m_points - 1, last);
        if (from > to) {
            return;
        }
        double low = m_shape.integral((m_start + (first - 0.5) * m_step - centre) / w, share);
        double high = m_shape.integral((m_start + (last + 0.5) * m_step - centre) / w, share);
        double norm = 1 / (m_step * (high - low));
        int near = derivatives
                ? (int) Math.max(from, Math.ceil((centre - DERIVATIVE_REACH * w - m_start) / m_step))
                : Integer.MAX_VALUE;
        int far = derivatives ? (int) Math.min(to, Math.floor((centre + DERIVATIVE_REACH * w - m_start) / m_step)) : -1;
        double before = m_shape.integral((m_start + (from - 0.5) * m_step - centre) / w, share);
        double slope = derivatives ? m_shape.density((m_start + (near - 0.5) * m_step - centre) / w, share) : 0;
        double byQ = area * Math.toDegrees(wavelength / (2 * Math.sqrt(q) * Math.sqrt(1 - sine * sine)));
        for (int i = from; i <= to; i++) {
            double edge = (m_start + (i + 0.5) * m_step - centre) / w;
            double after = m_shape.integral(edge, share);
            double p = norm * (after - before);
            before = after;
            y[i] += area * p;
            if (i >= near && i <= far) {
                double nextSlope = m_shape.density(edge, share);
                double shift = (slope - nextSlope) / w * norm * byQ;
                slope = nextSlope;
                m_touched[i] = true;
                int o = i * m_parameters;
                axpy(m_jacobian, o, (float) (lp * p), m_derivatives, m_parameters);
                for (int j = 0; j < m_latticeSize; j++) {
                    m_jacobian[o + 1 + j] += (float) (shift * m_coefficients[m_latticeSize * f + j]);
                }
            }
        }
    }

    private static void axpy(float[] y, int offset, float a, float[] x, int n) {
        for (int i = 0; i < n; i++) {
            y[offset + i] += a * x[i];
        }
    }

    /** A and g of A dx = g, from the Jacobian; weights are multiplied into its rows. */
    private void normalEquations(double[] matrix, double[] right) {
        int n = m_parameters;
        Arrays.fill(matrix, 0);
        Arrays.fill(right, 0);
        Arrays.fill(m_tile, 0, n * n, 0);
        int[] rows = new int[4];
        int count = 0;
        int inTile = 0;
        for (int i = 0; i < m_points; i++) {
            if (!m_touched[i]) {
                continue;
            }
            float root = m_rootWeights[i];
            int o = i * n;
            for (int j = 0; j < n; j++) {
                m_jacobian[o + j] *= root;
            }
            m_residuals[i] = root * (float) (m_observed.y()[i] - m_y[i]);
            rows[count++] = i;
            if (count == 4) {
                four(rows, right);
                count = 0;
                inTile += 4;
            }
            if (inTile == 64) {
                flush(matrix);
                inTile = 0;
            }
        }
        for (int c = 0; c < count; c++) {
            int o = rows[c] * n;
            for (int j = 0; j < n; j++) {
                right[j] += m_jacobian[o + j] * m_residuals[rows[c]];
                axpyAt(m_tile, j * n, m_jacobian[o + j], m_jacobian, o, j + 1);
            }
        }
        flush(matrix);
    }

    private void four(int[] rows, double[] right) {
        int n = m_parameters;
        int a = rows[0] * n;
        int b = rows[1] * n;
        int c = rows[2] * n;
        int d = rows[3] * n;
        float[] jacobian = m_jacobian;
        for (int j = 0; j < n; j++) {
            float fa = jacobian[a + j];
            float fb = jacobian[b + j];
            float fc = jacobian[c + j];
            float fd = jacobian[d + j];
            right[j] += (double) fa * m_residuals[rows[0]]
                    + (double) fb * m_residuals[rows[1]]
                    + (double) fc * m_residuals[rows[2]]
                    + (double) fd * m_residuals[rows[3]];
            axpyFour(m_tile, j * n, jacobian, a, b, c, d, fa, fb, fc, fd, j + 1);
        }
    }

    private static void axpyAt(float[] y, int to, float a, float[] x, int from, int n) {
        for (int i = 0; i < n; i++) {
            y[to + i] += a * x[from + i];
        }
    }

    private static void axpyFour(
            float[] y, int to, float[] x, int a, int b, int c, int d, float fa, float fb, float fc, float fd, int n) {
        for (int i = 0; i < n; i++) {
            y[to + i] += fa * x[a + i] + fb * x[b + i] + fc * x[c + i] + fd * x[d + i];
        }
    }

    /* Sums of 64 rows are kept in floats, the whole in doubles. */
    private void flush(double[] matrix) {
        int n = m_parameters;
        for (int i = 0; i < n * n; i++) {
            matrix[i] += m_tile[i];
            m_tile[i] = 0;
        }
    }
}
