// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.knime.scorer;

import org.braggwise.knime.common.ViewPayload;
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
                truth and how large it is. Each has a 95 % interval: Wilson's for shares of patterns, the bootstrap's for the others (1,000 draws of
                the patterns, which count as independent: with several patterns a compound it is too narrow, and that of the calibration
                error lies high, since chance adds to it).
                <br/><br/>
                Rows whose true class is missing, or is none of the classes that the model knows, are reported in the third output and
                do not count.
                """) //
            .sinceVersion(1, 0, 0) //
            .ports(p -> p //
                    .addInputTable("Predictions", "The predictor's output with a column of true classes.") //
                    .addOutputTable("Scores", "One row a measure: value, meaning and 95 % interval.") //
                    .addOutputTable("Confusion matrix", "Rows: true class; columns: predicted class.") //
                    .addOutputTable("Problems", "Rows that do not count, with the reason.")) //
            .model(m -> m //
                    .parametersClass(UncertaintyScorerParameters.class) //
                    .configure(UncertaintyScorerExecution::configure) //
                    .execute(UncertaintyScorerExecution::execute)) //
            .addView(v -> v //
                    .withoutParameters() //
                    .description(
                            "Reliability, accuracy against rejection, entropies of right and wrong answers, confusion matrix, classes.") //
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
                    "AUROC");

    /** Made by KNIME. */
    public UncertaintyScorerNodeFactory() {
        super(NODE);
    }
}
