// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.knime.matcher;

import org.braggwise.knime.common.view.ViewPayload;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.NodeFactory.NodeType;
import org.knime.node.DefaultNode;
import org.knime.node.DefaultNodeFactory;

/** Finds the structures that explain a pattern. */
public final class XrdStructureMatcherNodeFactory extends DefaultNodeFactory {

    static final DefaultNode NODE = DefaultNode.create() //
            .name("XRD Structure Matcher") //
            .icon("matcher.png") //
            .shortDescription(
                    "Finds the crystal structures that explain a powder pattern, refines them, and says whether the answer holds.") //
            .fullDescription(
                    """
                Looks among candidate structures for those whose calculated pattern is the measured one, refines the best of them, and gives each
                pattern a verdict: <b>solved</b>, <b>likely</b> or <b>not solved</b>, with the reason in a sentence. The difference between the measured and the
                calculated curve is there to be looked at: an answer need not be believed, it can be checked.
                <br/><br/>
                <b>Candidates as they are</b> are phases that the sample may contain. Patterns as measured are fitted by whole-pattern (Rietveld)
                refinement: background, line widths, zero shift or sample displacement, cells, displacement parameters and preferred orientation.
                With more than one phase allowed, phases are added as long as they are worth their parameters, and weight fractions come from the refined
                scales (Hill and Howard, J. Appl. Cryst. 20, 467, 1987). Their uncertainties hold what weighed mixtures showed besides noise.
                Whether a tube's Kα1 was measured with or without Kα2 is seen in the scan rather than in what its file says: where the other explains it far
                better, it is counted, and the reason says so. Where candidates explain nothing, but would if another anode had measured the scan, the reason
                names that anode (molybdenum for scans up to 72 degrees, silver up to 55).
                <br/><br/>
                <b>Candidates as templates</b> are structure types: the sample's elements are put on their sites, and their cells and positions are
                refined. Where no template fits as it is, the pattern is indexed and templates are fitted to the cells that were found. The symmetry of the
                refined atoms is the answer, if it stands against its neighbours of lower symmetry: where noise may hide a distortion, the verdict says so
                and what else is probable. State the counts at the strongest point for that. This needs patterns whose line shape is known and that have no background, as the XRD Simulator
                makes them.
                <br/><br/>
                Where the predictions of a B-VGGNet are connected, by RowID, they count as what is known beforehand; what the refinement shows
                outweighs them. Those of a pattern that the network finds foreign (out-of-distribution score above 0.99) do not count, and the reason says so.
                """) //
            .sinceVersion(1, 0, 0) //
            .dynamicPorts(d -> d //
                    .addInputPortGroup("Patterns", g -> g.name("Patterns")
                            .description("The patterns to be explained.")
                            .fixed(BufferedDataTable.TYPE)) //
                    .addInputPortGroup("Candidates", g -> g.name("Candidates")
                            .description("Structures as CIF text: templates, virtual structures, or your own files.")
                            .fixed(BufferedDataTable.TYPE)) //
                    .addInputPortGroup("Predictions", g -> g.name("Predictions")
                            .description("Optional: what a B-VGGNet Predictor says of the same patterns, by RowID.")
                            .optional()
                            .supportedTypes(BufferedDataTable.TYPE)) //
                    .addOutputPortGroup("Answers", g -> g.name("Answers")
                            .description(
                                    "One row for each pattern: verdict and reason, phases, symmetry, agreement, cell, and the refined structure as CIF.")
                            .fixed(BufferedDataTable.TYPE)) //
                    .addOutputPortGroup("Hypotheses", g -> g.name("Hypotheses")
                            .description(
                                    "One row for each explanation that was refined, the best of each pattern first.")
                            .fixed(BufferedDataTable.TYPE)) //
                    .addOutputPortGroup("Problems", g -> g.name("Problems")
                            .description("Rows and candidates that could not be used, and why.")
                            .fixed(BufferedDataTable.TYPE))) //
            .model(m -> m //
                    .parametersClass(XrdStructureMatcherParameters.class) //
                    .configure(XrdStructureMatcherExecution::configure) //
                    .execute(XrdStructureMatcherExecution::execute)) //
            .addView(v -> v //
                    .withoutParameters() //
                    .description(
                            "Measured and calculated pattern with their difference and the reflections of each phase; the verdict, all"
                                    + " hypotheses, cells, and the refined structure.") //
                    .page(p -> p.fromString(ViewPayload::page).relativePath("matcher.html")) //
                    .initialData(d -> d.data(ViewPayload::load))) //
            .nodeType(NodeType.Other) //
            .keywords(
                    "XRD",
                    "Rietveld",
                    "phase identification",
                    "search match",
                    "structure solution",
                    "quantitative phase analysis",
                    "weight fraction",
                    "space group",
                    "refinement");

    /** Made by KNIME. */
    public XrdStructureMatcherNodeFactory() {
        super(NODE);
    }
}
