// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.knime.scorer;

import java.util.List;

import org.braggwise.knime.common.view.ViewPayload;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.NodeFactory.NodeType;
import org.knime.node.DefaultNode;
import org.knime.node.DefaultNodeFactory;

/** Scores predictions and their uncertainty against the truth. */
public final class UncertaintyScorerNodeFactory extends DefaultNodeFactory {

    static final DefaultNode NODE = DefaultNode.create() //
            .name("Uncertainty Scorer") //
            .icon("scorer.png") //
            .shortDescription("Says how often predictions are right, and whether their confidence can be trusted.") //
            .fullDescription(
                    """
                Compares the output of the B-VGGNet Predictor with the true classes. Beside accuracy, macro F1 and the confusion matrix it
                measures the uncertainty itself: negative log-likelihood, Brier score, expected calibration error with the reliability
                diagram (and what that error would be by chance alone, on so few patterns), how well the entropy finds the wrong answers
                (AUROC), how the accuracy rises when the least certain patterns are set aside, and how often the conformal set holds the
                truth and how large it is. Each has a 95 % interval: Wilson's for shares of patterns, also for those of each class, of each bin and
                of each point of the curves; Wilson's carried over for the F1 of a class; Newcombe's for the AUROC; Student's for the size of a class's
                sets; the bootstrap's for the others (1,000 draws of the patterns), and for means of classes the wider of the bootstrap's
                and what the classes' intervals give. Patterns count as independent: with several patterns a compound all of these are too
                narrow. That of the calibration error lies high, since chance adds to it. The calibration error by chance has none: it
                is what is expected of these confidences.
                <br/><br/>
                With further inputs the node answers which of several models to use: their scores stand side by side, on the rows that all have, and each
                model is compared with the first one row by row. That difference is known better than the scores themselves, since easy and
                hard rows are the same for all; where its interval holds 0, these patterns do not tell which model is better.
                <br/><br/>
                Rows whose true class is missing, or is none of the classes that the model knows, are reported in the third output and
                do not count.
                """) //
            .sinceVersion(1, 0, 0) //
            .dynamicPorts(d -> {
                d.addInputPortGroup("Predictions", g -> g.name("Predictions")
                        .description("The predictor's output with a column of true classes.")
                        .fixed(BufferedDataTable.TYPE));
                for (String other : List.of("Second predictions", "Third predictions", "Fourth predictions")) {
                    d.addInputPortGroup(other, g -> g.name(other)
                            .description("Optional: those of another model for the same rows, by RowID.")
                            .optional()
                            .supportedTypes(BufferedDataTable.TYPE));
                }
                d.addOutputPortGroup("Scores", g -> g.name("Scores")
                        .description(
                                """
                                One row for each measure: value, meaning and 95 % interval. Where models are compared: one row for each model, with the answer in words.
                                """)
                        .fixed(BufferedDataTable.TYPE));
                d.addOutputPortGroup("Confusion matrix", g -> g.name("Confusion matrix")
                        .description("Rows: true class; columns: predicted class. Of the first input.")
                        .fixed(BufferedDataTable.TYPE));
                d.addOutputPortGroup("Problems", g -> g.name("Problems")
                        .description("Rows that do not count, with the reason.")
                        .fixed(BufferedDataTable.TYPE));
            }) //
            .model(m -> m //
                    .parametersClass(UncertaintyScorerParameters.class) //
                    .configure(UncertaintyScorerExecution::configure) //
                    .execute(UncertaintyScorerExecution::execute)) //
            .addView(v -> v //
                    .withoutParameters() //
                    .description(
                            """
                            Reliability, accuracy against rejection, entropies of right and wrong answers, confusion matrix, classes. Of several
                            models: their table, their curves over each other, and the rest of the one that is chosen.
                            """) //
                    .page(p -> p.fromString(ViewPayload::page).relativePath("scorer.html")) //
                    .initialData(d -> d.data(ViewPayload::load))) //
            .nodeType(NodeType.Other) //
            .keywords(
                    "calibration",
                    "ECE",
                    "reliability diagram",
                    "Brier score",
                    "confusion matrix",
                    "conformal prediction",
                    "AUROC",
                    "compare models");

    /** Made by KNIME. */
    public UncertaintyScorerNodeFactory() {
        super(NODE);
    }
}
