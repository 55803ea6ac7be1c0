// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.knime.synthesizer;

import org.braggwise.knime.common.view.ViewPayload;
import org.knime.core.node.NodeFactory.NodeType;
import org.knime.node.DefaultNode;
import org.knime.node.DefaultNodeFactory;

/** Makes training, validation and test sets from real and virtual patterns. */
public final class SynthesizerNodeFactory extends DefaultNodeFactory {

    static final DefaultNode NODE = DefaultNode.create() //
            .name("RSS/VSS Synthesizer") //
            .icon("synthesizer.png") //
            .shortDescription(
                    "Mixes real and virtual patterns into a training set and holds compounds out for validation and test.") //
            .fullDescription(
                    """
                Bridges the gap between patterns of real structures (RSS) and of virtual structures (VSS): both are normalised, and
                training patterns are made as X = e + ε t from a real pattern e and a virtual pattern t of the same class, with ε drawn
                between 0 and 1 (Xing et al. 2025, Eq. 2), then normalised again.
                <br/><br/>
                The test and validation compounds are drawn first. Nothing of such a compound, real or virtual, original or augmented,
                reaches training, and a guard compares the finished sets by compound and by pattern. The ledger says
                for every pattern what it was mixed from.
                """) //
            .sinceVersion(1, 0, 0) //
            .ports(p -> p //
                    .addInputTable("Real patterns", "Patterns of real structures (RSS) with class and compound.") //
                    .addInputTable(
                            "Virtual patterns", "Patterns of virtual structures (VSS) with class and compound.") //
                    .addOutputTable(
                            "Training", "Mixed patterns, and real or virtual ones as they are where chosen.") //
                    .addOutputTable(
                            "Validation",
                            """
                    Real patterns of compounds held out for validation, and virtual ones of classes that have no real patterns, where those
                    are kept.
                    """) //
                    .addOutputTable("Test", "Real patterns of compounds held out for the test.") //
                    .addOutputTable(
                            "Ledger", "One row for each pattern of the three outputs: what it was made from.") //
                    .addOutputTable(
                            "Classes",
                            "One row for each class: how many patterns went where, and what became of it.")) //
            .model(m -> m //
                    .parametersClass(SynthesizerParameters.class) //
                    .configure(SynthesizerExecution::configure) //
                    .execute(SynthesizerExecution::execute)) //
            .addView(v -> v //
                    .withoutParameters() //
                    .description("The training patterns.") //
                    .page(p -> p.fromString(ViewPayload::page).relativePath("synthesizer.html")) //
                    .initialData(d -> d.data(ViewPayload::load))) //
            .nodeType(NodeType.Manipulator) //
            .keywords("XRD", "training set", "data synthesis", "hold-out", "leakage", "RSS", "VSS") //
            .addExternalResource("https://doi.org/10.1038/s41524-025-01743-x", "Xing et al. 2025: the method");

    /** Made by KNIME. */
    public SynthesizerNodeFactory() {
        super(NODE);
    }
}
