// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.knime.modelreader;

import org.braggwise.knime.common.view.ViewPayload;
import org.braggwise.knime.port.BVggNetModelPortObject;
import org.knime.core.node.NodeFactory.NodeType;
import org.knime.node.DefaultNode;
import org.knime.node.DefaultNodeFactory;

/** Reads a trained model. */
public final class ModelReaderNodeFactory extends DefaultNodeFactory {

    static final DefaultNode NODE = DefaultNode.create() //
            .name("B-VGGNet Model Reader") //
            .icon("modelreader.png") //
            .shortDescription("Reads a trained B-VGGNet: one that comes with Braggwise, or one's own from a file.") //
            .fullDescription(
                    """
                Gives a trained model to the B-VGGNet Predictor, SHAP Explainer or Fine-Tuner. Four models come with Braggwise: the space
                groups and the crystal systems of ABX3 structures, for simulated patterns without noise; the space groups of ABX3 structures, for
                powders that a laboratory measured; and the space groups of thin films of metal halides. They were trained on patterns simulated from structures of the Materials Project (Jain et al., APL Mater. 1,
                011002 (2013), CC BY 4.0). A file is one that the B-VGGNet Model Writer wrote; KNIME's own Model Reader reads what KNIME's
                Model Writer wrote.
                <br/><br/>
                The view shows what the model knows: its classes with the numbers of their training patterns and compounds, how many
                validation patterns it named right, the compositions that it has seen, its grid and radiation, and where it all comes
                from. A file that is damaged, or whose numbers make no sense, is refused with the reason.
                """) //
            .sinceVersion(1, 0, 0) //
            .ports(p -> p.addOutputPort("Model", "The trained model.", BVggNetModelPortObject.TYPE)) //
            .model(m -> m //
                    .parametersClass(ModelReaderParameters.class) //
                    .configure(ModelReaderExecution::configure) //
                    .execute(ModelReaderExecution::execute)) //
            .addView(v -> v //
                    .withoutParameters() //
                    .description(
                            "What the model knows: classes, numbers of patterns, validation, provenance; how its training went.") //
                    .page(p -> p.fromString(ViewPayload::page).relativePath("modelreader.html")) //
                    .initialData(d -> d.data(ViewPayload::load))) //
            .nodeType(NodeType.Source) //
            .keywords(
                    "deep learning",
                    "pretrained",
                    "model",
                    "load",
                    "XRD",
                    "space group",
                    "crystal system",
                    "perovskite");

    /** Made by KNIME. */
    public ModelReaderNodeFactory() {
        super(NODE);
    }
}
