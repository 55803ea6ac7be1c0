// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.knime.preparation;

import org.braggwise.knime.common.view.ViewPayload;
import org.knime.core.node.NodeFactory.NodeType;
import org.knime.node.DefaultNode;
import org.knime.node.DefaultNodeFactory;

/** Brings measured patterns onto the grid and wavelength of a model. */
public final class PatternPreparationNodeFactory extends DefaultNodeFactory {

    static final DefaultNode NODE = DefaultNode.create() //
            .name("Pattern Preparation") //
            .icon("preparation.png") //
            .shortDescription("Brings measured patterns onto a common grid and wavelength, without background.") //
            .fullDescription(
                    """
                Prepares measured patterns for a model: fills missing points on a straight line (how many is reported), corrects the
                angles by the zero point and the sample's displacement, strips Kα2, smooths, subtracts the background, converts the
                angles to another wavelength, resamples onto a common two-theta grid by integration over each point's bin, sets what
                lies below zero to zero, and normalises. The steps run in this order; those that are switched off are left out. The view
                shows each pattern after each step.
                <br/><br/>
                The grid, radiation and normalisation of the result travel in the pattern column's properties, so that the predictor can
                tell whether the patterns fit its model. Rows that can't be prepared go to the second output with the reason.
                """) //
            .sinceVersion(1, 0, 0) //
            .ports(p -> p //
                    .addInputTable("Scans", "Measured scans or patterns.") //
                    .addOutputTable(
                            "Patterns",
                            "The input with the prepared pattern in the column Pattern (Pattern 2 where the input has a Pattern:"
                                    + " choose that in the next node), and the share of its angles that was measured in Measured share."
                                    + " Wavelength assumed says what of a scan's radiation its file does not state.") //
                    .addOutputTable("Problems", "Rows that could not be prepared, and notes on the others.")) //
            .model(m -> m //
                    .parametersClass(PatternPreparationParameters.class) //
                    .configure(PatternPreparationExecution::configure) //
                    .execute(PatternPreparationExecution::execute)) //
            .addView(v -> v //
                    .withoutParameters() //
                    .description("The prepared patterns, and each of them after every step.") //
                    .page(p -> p.fromString(ViewPayload::page).relativePath("preparation.html")) //
                    .initialData(d -> d.data(ViewPayload::load))) //
            .nodeType(NodeType.Manipulator) //
            .keywords("XRD", "background", "SNIP", "resample", "K-alpha-2", "Rachinger", "wavelength", "smoothing");

    /** Made by KNIME. */
    public PatternPreparationNodeFactory() {
        super(NODE);
    }
}
