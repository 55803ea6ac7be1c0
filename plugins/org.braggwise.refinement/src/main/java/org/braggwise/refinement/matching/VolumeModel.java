// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.refinement.matching;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

import org.braggwise.refinement.leastsquares.Cholesky;

/**
 * How much room a composition takes: ln of the volume per atom is linear in the shares of the elements, fitted by ridge regression to the
 * candidates themselves. A composition whose elements the candidates hardly show gets a wide range. Immutable.
 */
final class VolumeModel {

    /** Shares are counted in fifths, and the penalty on the squares of the coefficients is 1. */
    private static final double UNIT = 5;

    /** No fit to a few candidates makes volumes surer than this standard deviation of ln V. */
    private static final double LEAST_SIGMA = 0.1;

    private final Map<String, Integer> m_column = new TreeMap<>();
    private final double m_mean;
    private final double[] m_weights;
    private final Cholesky m_factor;
    private final double m_sigma;

    /** What the model says of a composition: ln of the volume per atom in cubic angstrom, and its standard deviation. */
    record Estimate(double logVolumePerAtom, double sigma) {}

    /**
     * @param compositions amounts by element
     * @param volumes volume per atom of each in cubic angstrom
     * @throws IllegalArgumentException where there is none
     */
    VolumeModel(List<Map<String, Double>> compositions, double[] volumes) {
        if (compositions.isEmpty()) {
            throw new IllegalArgumentException("No candidate: expected at least one.");
        }
        compositions.forEach(c -> c.keySet().forEach(e -> m_column.computeIfAbsent(e, k -> m_column.size())));
        int n = m_column.size();
        double sum = 0;
        for (double v : volumes) {
            sum += Math.log(v);
        }
        m_mean = sum / volumes.length;
        double[] a = new double[n * n];
        double[] b = new double[n];
        List<double[]> rows = new ArrayList<>();
        for (int s = 0; s < volumes.length; s++) {
            double[] x = row(compositions.get(s));
            rows.add(x);
            for (int i = 0; i < n; i++) {
                b[i] += x[i] * (Math.log(volumes[s]) - m_mean);
                for (int j = 0; j < n; j++) {
                    a[i * n + j] += x[i] * x[j];
                }
            }
        }
        for (int i = 0; i < n; i++) {
            a[i * n + i] += 1;
        }
        m_factor = Objects.requireNonNull(Cholesky.of(n, a), "positive definite by its ridge");
        m_weights = b;
        m_factor.solve(m_weights);
        double squares = 0;
        for (int s = 0; s < volumes.length; s++) {
            // left out: the residual over 1 - leverage
            double residual = (Math.log(volumes[s]) - m_mean - dot(m_weights, rows.get(s)))
                    / Math.max(0.05, 1 - leverage(rows.get(s)));
            squares += residual * residual;
        }
        m_sigma = Math.max(LEAST_SIGMA, Math.sqrt(squares / volumes.length));
    }

    private double[] row(Map<String, Double> composition) {
        double total = composition.values().stream().mapToDouble(v -> v).sum();
        double[] x = new double[m_column.size()];
        composition.forEach((e, amount) -> {
            Integer i = m_column.get(e);
            if (i != null) {
                x[i] = UNIT * amount / total;
            }
        });
        return x;
    }

    private double leverage(double[] x) {
        double[] solved = x.clone();
        m_factor.solve(solved);
        return dot(x, solved);
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    /** @return the estimate for amounts by element; elements that no candidate has count as average ones, with the widest range */
    Estimate estimate(Map<String, Double> composition) {
        double[] x = row(composition);
        double total = composition.values().stream().mapToDouble(v -> v).sum();
        double unseen = 0;
        for (Map.Entry<String, Double> e : composition.entrySet()) {
            unseen += m_column.containsKey(e.getKey()) ? 0 : UNIT * UNIT * e.getValue() * e.getValue() / total / total;
        }
        return new Estimate(m_mean + dot(m_weights, x), m_sigma * Math.sqrt(1 + leverage(x) + unseen));
    }
}
