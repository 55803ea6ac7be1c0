// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.knime.predictor;

import org.braggwise.knime.common.view.ViewPayload;
import org.braggwise.knime.port.BVggNetModelPortObject;
import org.knime.core.node.NodeFactory.NodeType;
import org.knime.node.DefaultNode;
import org.knime.node.DefaultNodeFactory;

/** Predicts classes and says how sure it is. */
public final class BVggNetPredictorNodeFactory extends DefaultNodeFactory {

    static final DefaultNode NODE = DefaultNode.create() //
            .name("B-VGGNet Predictor") //
            .icon("predictor.png") //
            .shortDescription("Predicts the class of each pattern and says how sure it is.") //
            .fullDescription(
                    """
                Applies a trained B-VGGNet to patterns. Beside the class and the probability of every class it gives the confidence, the
                predictive entropy with its two parts (expected entropy: doubt that the sampled networks share; mutual information: doubt
                in which they differ, because the model has not seen enough of the pattern's like), the standard deviation and the 95 %
                interval of the winning probability (by default mean ± 1.960 standard deviations of the sampled networks), a score that
                tells how unlike the training patterns it is, and a conformal set: the most probable class and all others that conform,
                among which the true one is found at least as often as the chosen coverage says, on average or for each class. Where the
                set holds most classes there is no useful answer, and where a limit is set and crossed the predictor abstains: the column
                <i>Abstains because</i> says why. What the model's calibration does not promise is a warning: too few validation patterns
                for the coverage, another number of samples, virtual structures alone.
                <br/><br/>
                Where the composition of the samples is known, classes of other compositions can be struck out. A set then holds the true
                class as often as before, as long as that is not struck out.
                <br/><br/>
                Patterns on another grid or wavelength than the model's are refused, with both named, or converted, as chosen; the output
                keeps them as they came. Where they do not cover the model's whole grid they are refused either way. A pattern that can't
                be predicted (missing, not finite, constant) keeps its row with missing cells, and the reason is the column <i>Abstains
                because</i>.
                """) //
            .sinceVersion(1, 0, 0) //
            .ports(p -> p //
                    .addInputPort("Model", "A trained B-VGGNet.", BVggNetModelPortObject.TYPE) //
                    .addInputTable("Patterns", "Patterns on the model's grid, or to be converted to it.") //
                    .addOutputTable("Predictions", "The input with the predictions.")) //
            .model(m -> m //
                    .parametersClass(BVggNetPredictorParameters.class) //
                    .configure(BVggNetPredictorExecution::configure) //
                    .execute(BVggNetPredictorExecution::execute)) //
            .addView(v -> v //
                    .withoutParameters() //
                    .description(
                            "One prediction after the other: probabilities with intervals, kind of doubt, conformal set, pattern.") //
                    .page(p -> p.fromString(ViewPayload::page).relativePath("predictor.html")) //
                    .initialData(d -> d.data(ViewPayload::load))) //
            .nodeType(NodeType.Predictor) //
            .keywords(
                    "deep learning",
                    "uncertainty",
                    "entropy",
                    "conformal prediction",
                    "out of distribution",
                    "XRD",
                    "space group");

    /** Made by KNIME. */
    public BVggNetPredictorNodeFactory() {
        super(NODE);
    }
}
