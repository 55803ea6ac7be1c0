// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.knime.finetuner;

import org.braggwise.knime.common.view.ViewPayload;
import org.braggwise.knime.learner.BVggNetLearnerExecution;
import org.braggwise.knime.learner.BVggNetLearnerNodeFactory;
import org.braggwise.knime.learner.FineTuningParameters;
import org.braggwise.knime.port.BVggNetModelPortObject;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.NodeFactory.NodeType;
import org.knime.node.DefaultNode;
import org.knime.node.DefaultNodeFactory;

/** Trains a model on, on other patterns. */
public final class BVggNetFineTunerNodeFactory extends DefaultNodeFactory {

    static final DefaultNode NODE = DefaultNode.create() //
            .name("B-VGGNet Fine-Tuner") //
            .icon("finetuner.png") //
            .shortDescription(
                    "Goes on training a model, on other patterns of the same classes (transfer learning).") //
            .fullDescription(
                    """
                Takes the weights of a trained model as the start and trains it on: first on synthesised and then on real patterns, as the
                paper does, or on the patterns of one's own laboratory. The network has the model's size. Set the same Method and Ensemble
                members as in the first training; a node that makes fewer members than the model has warns of it. The classes stay those of the model: patterns of others are
                left out. Otherwise it is the B-VGGNet Learner:
                """
                            + BVggNetLearnerNodeFactory.DESCRIPTION) //
            .sinceVersion(1, 0, 0) //
            .dynamicPorts(d -> d //
                    .addInputPortGroup("Training", g -> g.name("Training")
                            .description("Patterns with their classes.")
                            .fixed(BufferedDataTable.TYPE)) //
                    .addInputPortGroup(
                            BVggNetLearnerNodeFactory.VALIDATION_PORT, BVggNetLearnerNodeFactory::validationPort) //
                    .addInputPortGroup("Start model", g -> g.name("Start model")
                            .description("The model to start from.")
                            .fixed(BVggNetModelPortObject.TYPE)) //
                    .addOutputPortGroup("Model", g -> g.name("Model")
                            .description("The model trained on.")
                            .fixed(BVggNetModelPortObject.TYPE)) //
                    .addOutputPortGroup("History", g -> g.name("History")
                            .description("One row for each epoch: losses with their parts, accuracies, learning rate.")
                            .fixed(BufferedDataTable.TYPE))) //
            .model(m -> m //
                    .parametersClass(FineTuningParameters.class) //
                    .configure(BVggNetLearnerExecution::configureContinued) //
                    .execute(BVggNetLearnerExecution::continueTraining)) //
            .addView(v -> v //
                    .withoutParameters() //
                    .description(
                            "How the training went: loss and its parts, accuracy, learning rate, the epoch that was kept.") //
                    .page(p -> p.fromString(ViewPayload::page).relativePath("finetuner.html")) //
                    .initialData(d -> d.data(ViewPayload::load))) //
            .nodeType(NodeType.Learner) //
            .keywords("deep learning", "transfer learning", "fine-tuning", "XRD");

    /** Made by KNIME. */
    public BVggNetFineTunerNodeFactory() {
        super(NODE);
    }
}
