// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.learning.explanation;

import java.util.List;

import org.braggwise.learning.model.BVggNetModel;

/** How attributions are computed. */
public enum ExplanationMethod {
    /** See {@link ShapExplainer}. */
    DEEP_SHAP {
        @Override
        Explainer of(Explained e) {
            return new ShapExplainer(e.networks, e.output, e.temperature, e.background);
        }
    },
    /** See {@link IntegratedGradients}; a step is a point on the way from the background to the pattern. */
    INTEGRATED_GRADIENTS {
        @Override
        Explainer of(Explained e) {
            return new IntegratedGradients(e.networks, e.output, e.temperature, e.background, e.steps);
        }
    },
    /** See {@link Occlusion}; a step is a point of the window that is replaced. */
    OCCLUSION {
        @Override
        Explainer of(Explained e) {
            return new Occlusion(e.networks, e.output, e.temperature, e.background, e.steps, Math.max(1, e.steps / 2));
        }
    };

    private record Explained(
            List<ExplainedNetwork> networks,
            ExplainedOutput output,
            double temperature,
            BackgroundPatterns background,
            int steps) {}

    abstract Explainer of(Explained explained);

    /**
     * @param model whose networks are explained
     * @param output of the networks
     * @param background what patterns are compared with
     * @param steps points of a path or a window; Deep SHAP has none
     * @param samples of each network's posterior; 0 for its mean weights
     * @param seed of the samples
     * @return the explainer of the model
     */
    public Explainer explainer(
            BVggNetModel model,
            ExplainedOutput output,
            BackgroundPatterns background,
            int steps,
            int samples,
            long seed) {
        List<ExplainedNetwork> networks = model.members().stream()
                .map(m -> samples > 0
                        ? ExplainedNetwork.sampled(m.spec(), m.weights(), m.posterior(), samples, seed)
                        : ExplainedNetwork.mean(m.spec(), m.weights()))
                .toList();
        return of(new Explained(networks, output, model.temperature(), background, steps));
    }
}
