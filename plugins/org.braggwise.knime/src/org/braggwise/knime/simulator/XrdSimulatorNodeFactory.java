// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.knime.simulator;

import org.braggwise.knime.common.view.ViewPayload;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.NodeFactory.NodeType;
import org.knime.node.DefaultNode;
import org.knime.node.DefaultNodeFactory;

/** Simulates powder patterns of crystal structures. */
public final class XrdSimulatorNodeFactory extends DefaultNodeFactory {

    static final DefaultNode NODE = DefaultNode.create() //
            .name("XRD Simulator") //
            .icon("simulator.png") //
            .shortDescription("Simulates the X-ray powder pattern of each crystal structure.") //
            .fullDescription(
                    """
                Computes the kinematic powder diffraction pattern of every structure: the reflections allowed by its space group with
                their multiplicities, structure factors from the scattering factors of Waasmaier and Kirfel with anomalous dispersion
                and Debye-Waller factors, the Lorentz-polarisation factor, and a profile that is integrated over each point's bin, so
                that no peak snaps to the grid.
                <br/><br/>
                The pattern is a double vector; its two-theta grid, radiation and normalisation travel in the column's properties, so
                that the nodes behind need not guess. The column <i>Peaks</i> lists the ideal reflections as JSON: h, k, l, d in
                ångström, two-theta in degrees, multiplicity, |F|² and intensity relative to the strongest (100).
                """) //
            .sinceVersion(1, 0, 0) //
            .dynamicPorts(d -> d //
                    .addInputPortGroup("Structures", g -> g.name("Structures")
                            .description("Crystal structures as CIF text, one a row.")
                            .fixed(BufferedDataTable.TYPE)) //
                    .addInputPortGroup("Displacement parameters", g -> g.name("Displacement parameters")
                            .description(
                                    """
                    Optional: one row for each element or ion with its B or U, which counts before the built-in table.
                    """)
                            .optional()
                            .supportedTypes(BufferedDataTable.TYPE)) //
                    .addOutputPortGroup("Patterns", g -> g.name("Patterns")
                            .description("The input with each structure's pattern and list of peaks.")
                            .fixed(BufferedDataTable.TYPE)) //
                    .addOutputPortGroup("Problems", g -> g.name("Problems")
                            .description("Rows that could not be simulated, and what was assumed for the others.")
                            .fixed(BufferedDataTable.TYPE))) //
            .model(m -> m //
                    .parametersClass(XrdSimulatorParameters.class) //
                    .configure(XrdSimulatorExecution::configure) //
                    .execute(XrdSimulatorExecution::execute)) //
            .addView(v -> v //
                    .withoutParameters() //
                    .description(
                            "The simulated patterns: overlay, waterfall, heat map, and one pattern with its reflections.") //
                    .page(p -> p.fromString(ViewPayload::page).relativePath("simulator.html")) //
                    .initialData(d -> d.data(ViewPayload::load))) //
            .nodeType(NodeType.Manipulator) //
            .keywords("XRD", "powder diffraction", "pattern", "Rietveld", "structure factor", "simulate") //
            .addExternalResource(
                    "https://doi.org/10.1107/S0108767394013292", "Waasmaier and Kirfel: scattering factors");

    /** Made by KNIME. */
    public XrdSimulatorNodeFactory() {
        super(NODE);
    }
}
