// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.knime.explainer;

import org.braggwise.knime.common.view.ViewPayload;
import org.braggwise.knime.port.BVggNetModelPortObject;
import org.knime.core.node.NodeFactory.NodeType;
import org.knime.node.DefaultNode;
import org.knime.node.DefaultNodeFactory;

/** Says which angles made a decision. */
public final class ShapExplainerNodeFactory extends DefaultNodeFactory {

    static final DefaultNode NODE = DefaultNode.create() //
            .name("SHAP Explainer") //
            .icon("explainer.png") //
            .shortDescription("Says which diffraction angles spoke for and against the predicted class.") //
            .fullDescription(
                    """
                Explains predictions of a B-VGGNet: each point of a pattern gets the share that it had in the network's output for a class,
                compared with a background of training patterns (approximate Shapley values by DeepLIFT's rescale rule, as the DeepExplainer of
                the SHAP library; Xing et al. 2025, Eq. 3). Positive values speak for the class. By DeepSHAP and integrated gradients the shares add up:
                base value + sum = output, and the residual of each row says how exactly; by occlusion they do not.
                <br/><br/>
                Patterns and background on another grid or wavelength than the model's are refused, with both named, or converted, as
                chosen. Explanations are on the model's grid. Where the structures are known, the regions that counted most are labelled
                with their reflections (h k l). A region in which the pattern has no line counts because of what is missing there: it
                names the classes whose background patterns usually have a line in it ("absent: tetragonal"), on which cubic answers, for
                one, rest. The second output has, for each class, the mean |SHAP| and the mean SHAP over two-theta of its right answers:
                what the class looks for; its reflections are those of one structure, which it names, since the same indices mean other
                lines in another cell. Integrated gradients and occlusion stand by as cross-checks; the columns are named SHAP for them
                too, and the column Method says what they are.
                """) //
            .sinceVersion(1, 0, 0) //
            .ports(
                    p -> p //
                            .addInputPort("Model", "A trained B-VGGNet.", BVggNetModelPortObject.TYPE) //
                            .addInputTable("Patterns", "The patterns to explain.") //
                            .addInputTable("Background", "Training patterns; the background is drawn from them.") //
                            .addOutputTable(
                                    "Explanations",
                                    "One row for each pattern and class: the attribution of every point, and what it adds up to.") //
                            .addOutputTable(
                                    "Classes",
                                    "One row for each class: mean |SHAP| and mean SHAP over two-theta, and the regions that count most.")) //
            .model(m -> m //
                    .parametersClass(ShapExplainerParameters.class) //
                    .configure(ShapExplainerExecution::configure) //
                    .execute(ShapExplainerExecution::execute)) //
            .addView(v -> v //
                    .withoutParameters() //
                    .description(
                            "The patterns coloured by what spoke for and against the class, with reflections, and what each class looks for.") //
                    .page(p -> p.fromString(ViewPayload::page).relativePath("explainer.html")) //
                    .initialData(d -> d.data(ViewPayload::load))) //
            .nodeType(NodeType.Other) //
            .keywords("SHAP", "Shapley value", "DeepLIFT", "explainable AI", "XAI", "interpretability", "XRD") //
            .addExternalResource("https://arxiv.org/abs/1705.07874", "Lundberg and Lee: SHAP");

    /** Made by KNIME. */
    public ShapExplainerNodeFactory() {
        super(NODE);
    }
}
