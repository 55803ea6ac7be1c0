// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.knime.learner;

import org.braggwise.knime.common.view.ViewPayload;
import org.braggwise.knime.port.BVggNetModelPortObject;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.NodeFactory.NodeType;
import org.knime.node.DefaultNode;
import org.knime.node.DefaultNodeFactory;
import org.knime.node.RequirePorts.ConfigurablePort.FinalConfigurablePort;
import org.knime.node.RequirePorts.RequirePortName;

/** Trains a B-VGGNet. */
public final class BVggNetLearnerNodeFactory extends DefaultNodeFactory {

    /** What a trained model is: the Fine-Tuner says it too. */
    public static final String DESCRIPTION =
            """
            a VGG-style network of one-dimensional convolutions, which learns crystal systems or space groups from powder patterns, with a
            Bayesian head that knows what it does not know: MC dropout, variational inference or a Laplace approximation, alone or as an
            ensemble.
            <br/><br/>
            On the validation patterns the node stops early, keeps the best epoch, and fits the temperature that makes confidences honest
            and the scores that conformal sets need. The model carries its classes, grid, radiation, settings, seed and a fingerprint of its
            training patterns. Its classes are those of the training patterns: in a cross-validation that ends in an X-Aggregator, each fold's
            training patterns must have them all (stratified sampling), or the tables of predictions differ in their columns. The same settings and seed give bitwise the same model on any number of processor cores. A node that is
            cancelled has no output; to end early with the best epoch so far, set a time limit.
            """;

    /**
     * The id of the validation port's group. It was a fixed port of the group "Validation", of which workflows hold an empty entry; a
     * removable port of that id would be absent there. One of another id, which they lack, is as in a new node: there, in the same place.
     */
    public static final String VALIDATION_PORT = "Validation patterns";

    static final DefaultNode NODE = DefaultNode.create() //
            .name("B-VGGNet Learner") //
            .icon("learner.png") //
            .shortDescription(
                    "Trains a Bayesian VGG-style network to tell crystal systems or space groups from powder patterns.") //
            .fullDescription("Trains " + DESCRIPTION) //
            .sinceVersion(1, 0, 0) //
            .dynamicPorts(d -> d //
                    .addInputPortGroup("Training", g -> g.name("Training")
                            .description("Patterns with their classes.")
                            .fixed(BufferedDataTable.TYPE)) //
                    .addInputPortGroup(VALIDATION_PORT, BVggNetLearnerNodeFactory::validationPort) //
                    .addOutputPortGroup("Model", g -> g.name("Model")
                            .description("The trained network with its posterior and calibration.")
                            .fixed(BVggNetModelPortObject.TYPE)) //
                    .addOutputPortGroup("History", g -> g.name("History")
                            .description("One row for each epoch: losses with their parts, accuracies, learning rate.")
                            .fixed(BufferedDataTable.TYPE))) //
            .model(m -> m //
                    .parametersClass(BVggNetLearnerParameters.class) //
                    .configure(BVggNetLearnerExecution::configure) //
                    .execute(BVggNetLearnerExecution::execute)) //
            .addView(v -> v //
                    .withoutParameters() //
                    .description(
                            "How the training went: loss and its parts, accuracy, learning rate, the epoch that was kept.") //
                    .page(p -> p.fromString(ViewPayload::page).relativePath("learner.html")) //
                    .initialData(d -> d.data(ViewPayload::load))) //
            .nodeType(NodeType.Learner) //
            .keywords(
                    "deep learning",
                    "convolutional network",
                    "Bayesian",
                    "MC dropout",
                    "variational inference",
                    "Laplace",
                    "XRD",
                    "space group",
                    "crystal system") //
            .addExternalResource("https://doi.org/10.1038/s41524-025-01743-x", "Xing et al. 2025: the method");

    /** @return the port that the Fine-Tuner has too: there in a new node, and removable */
    public static FinalConfigurablePort validationPort(RequirePortName group) {
        return group.name("Validation")
                .description(
                        """
                        Patterns of other compounds, for early stopping and calibration. Without the port whole compounds of the training
                        table are split off.
                        """)
                .optional()
                .supportedTypes(BufferedDataTable.TYPE)
                .defaultPortType(BufferedDataTable.TYPE);
    }

    /** Made by KNIME. */
    public BVggNetLearnerNodeFactory() {
        super(NODE);
    }
}
