// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.refinement.indexing;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The probabilities of extinction symbols after Markvardsen, David, Johnson and Shankland (2001), Acta Cryst. A57, 47,
 * doi:10.1107/S0108767300012174. A reflection that is allowed has an intensity from an exponential distribution (Wilson's, acentric) about
 * the mean near it, one that is forbidden has none, and each is measured with a Gaussian error: the likelihood of a symbol is the product of
 * these integrals. Where they integrate over all correlated intensities, here lines that overlap count by their sum alone and the remaining
 * correlations by the larger uncertainty that they give each line. Two tails keep the answer from being too sure: a part of the allowed
 * reflections is accidentally weak, and a forbidden one may, rarely, have the intensity of an impurity's line. Before, each type of space
 * group is as likely as another.
 */
final class ExtinctionEvidence {

    private static final double WEAK = 0.25;
    private static final double WEAK_MEAN = 0.01;
    private static final double IMPURITY = 1e-3;
    /** Line shape and background are not known better than this share of the intensities near a line. */
    private static final double SYSTEMATIC = 0.002;

    private ExtinctionEvidence() {}

    static List<RankedSymbol> rank(List<ExtinctionSymbol> symbols, LatticeIntensities intensities) {
        List<LatticeIntensities.Clump> clumps = intensities.clumps();
        double[] means = intensities.localMeans();
        double[] gain = new double[clumps.size()];
        for (int i = 0; i < gain.length; i++) {
            double near = 0;
            for (int j = Math.max(0, i - 1); j <= Math.min(gain.length - 1, i + 1); j++) {
                near = j == i ? near : Math.max(near, clumps.get(j).intensity());
            }
            double floor = SYSTEMATIC * (near + 0.2 * means[i]);
            double sigma = Math.sqrt(Math.pow(clumps.get(i).sigma(), 2) + floor * floor) + 1e-9 * means[i];
            double value = clumps.get(i).intensity();
            double allowed = logSum(
                    Math.log(1 - WEAK) + exponential(value, sigma, means[i]),
                    Math.log(WEAK) + exponential(value, sigma, WEAK_MEAN * means[i]));
            double forbidden = logSum(
                    Math.log(1 - IMPURITY) + gaussian(value, sigma),
                    Math.log(IMPURITY) + exponential(value, sigma, means[i]));
            gain[i] = forbidden - allowed;
        }
        double[] evidence = new double[symbols.size()];
        double[] posterior = new double[symbols.size()];
        double largest = Double.NEGATIVE_INFINITY;
        for (int s = 0; s < evidence.length; s++) {
            for (int i = 0; i < gain.length; i++) {
                if (clumps.get(i).hkl().stream().allMatch(forbiddenBy(symbols.get(s)))) {
                    evidence[s] += gain[i];
                }
            }
            posterior[s] = evidence[s] + Math.log(symbols.get(s).numbers().size());
            largest = Math.max(largest, posterior[s]);
        }
        double sum = 0;
        for (double e : posterior) {
            sum += Math.exp(e - largest);
        }
        List<RankedSymbol> ranked = new ArrayList<>();
        for (int s = 0; s < evidence.length; s++) {
            ranked.add(new RankedSymbol(symbols.get(s), Math.exp(posterior[s] - largest) / sum, evidence[s]));
        }
        ranked.sort(Comparator.comparingDouble((RankedSymbol r) -> -r.probability())
                .thenComparingDouble(r -> -r.logEvidence()));
        return ranked;
    }

    private static java.util.function.Predicate<int[]> forbiddenBy(ExtinctionSymbol symbol) {
        return x -> symbol.forbidsLine(x[0], x[1], x[2]);
    }

    private static double gaussian(double value, double sigma) {
        double t = value / sigma;
        return -0.5 * t * t - Math.log(sigma * Math.sqrt(2 * Math.PI));
    }

    /** ln of an exponential distribution with a mean, convoluted with a Gaussian: exp(s^2 / 2 m^2 - x / m) Phi(x / s - s / m) / m. */
    private static double exponential(double value, double sigma, double mean) {
        double r = sigma / mean;
        double z = value / sigma - r;
        return 0.5 * r * r - value / mean - Math.log(mean) + logNormalIntegral(z);
    }

    /** ln Phi(z), by the continued fraction of Mills's ratio in the far tail. */
    private static double logNormalIntegral(double z) {
        if (z > -5) {
            return Math.log(org.braggwise.diffraction.simulation.NormalIntegral.below(z));
        }
        double x = -z;
        double fraction = x + 1 / (x + 2 / (x + 3 / (x + 4 / (x + 5 / x))));
        return -0.5 * z * z - 0.5 * Math.log(2 * Math.PI) - Math.log(fraction);
    }

    private static double logSum(double a, double b) {
        double m = Math.max(a, b);
        return m + Math.log(Math.exp(a - m) + Math.exp(b - m));
    }
}
