// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.learning.explanation;

import java.util.List;

/** Attributes an output of a network to the points of a pattern. Implementations are thread-safe; results do not depend on threads. Close one
 * to give its memory back. */
public sealed interface Explainer extends AutoCloseable permits ShapExplainer, IntegratedGradients, Occlusion {

    /**
     * Explains one pattern for several classes; what they share is computed once.
     *
     * @param pattern finite values, as many as the network's input is long
     * @param classes indexes of the outputs to explain
     * @return one attribution a class, in the order asked for
     * @throws IllegalArgumentException if the pattern or a class does not fit the network
     */
    List<Attribution> explain(float[] pattern, int[] classes);

    /** Explains one pattern for one class. */
    default Attribution explain(float[] pattern, int classIndex) {
        return explain(pattern, new int[] {classIndex}).get(0);
    }

    /** The explained output of every class, mean over the explained networks: its largest entry is the class predicted without temperature. */
    double[] outputs(float[] pattern);

    /** No thread may explain then or after. */
    @Override
    void close();
}
