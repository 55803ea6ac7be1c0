// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.knime.substitutor;

import org.braggwise.knime.common.view.ViewPayload;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.NodeFactory.NodeType;
import org.knime.node.DefaultNode;
import org.knime.node.DefaultNodeFactory;

/** Makes virtual structures by template element replacement. */
public final class TemplateSubstitutorNodeFactory extends DefaultNodeFactory {

    static final DefaultNode NODE = DefaultNode.create() //
            .name("CIF Template Substitutor") //
            .icon("substitutor.png") //
            .shortDescription(
                    "Makes virtual structures: replaces the elements of templates by others of fitting charge.") //
            .fullDescription(
                    """
                Template element replacement: the A and B sites of each template ABX3 are found by chemistry and coordination, and every
                pair of ions is put there whose charges balance, v(A) + v(B) + 3 v(X) = 0 (Xing et al. 2025, Eq. 1). A few dozen templates
                give thousands of virtual structures, which widen what a network can learn of structures and their patterns.
                <br/><br/>
                Every candidate that is not made has its reason in the second output: charges that do not balance, the compound that the
                template is, a factor outside its limits, a duplicate. The tolerance factors t (Goldschmidt) and τ (Bartel) and the octahedral factor µ from Shannon's
                radii are columns, and filters where limits are set.
                """) //
            .sinceVersion(1, 0, 0) //
            .dynamicPorts(d -> d //
                    .addInputPortGroup("Templates", g -> g.name("Templates")
                            .description("Template structures as CIF text, one a row.")
                            .fixed(BufferedDataTable.TYPE)) //
                    .addInputPortGroup("Ion table", g -> g.name("Ion table")
                            .description(
                                    """
                    Optional: one row for each ion with the kind of site that it may hold (A, B or X), its charge and its radius, in place of the
                    default ions: those of the 313 ABX3 compounds known to be perovskites (Bartel et al. 2019).
                    """)
                            .optional()
                            .supportedTypes(BufferedDataTable.TYPE)) //
                    .addOutputPortGroup("Virtual structures", g -> g.name("Virtual structures")
                            .description(
                                    "One row for each virtual structure, with its template, ions and stability factors.")
                            .fixed(BufferedDataTable.TYPE)) //
                    .addOutputPortGroup("Refusals", g -> g.name("Refusals")
                            .description("What was not made, and why; rows of the ion table that can't be used.")
                            .fixed(BufferedDataTable.TYPE))) //
            .model(m -> m //
                    .parametersClass(TemplateSubstitutorParameters.class) //
                    .configure(TemplateSubstitutorExecution::configure) //
                    .execute(TemplateSubstitutorExecution::execute)) //
            .addView(v -> v //
                    .withoutParameters() //
                    .description("The unit cells of the first virtual structures, with the octahedra around B.") //
                    .page(p -> p.fromString(ViewPayload::page).relativePath("substitutor.html")) //
                    .initialData(d -> d.data(ViewPayload::load))) //
            .nodeType(NodeType.Manipulator) //
            .keywords(
                    "perovskite",
                    "element substitution",
                    "TER",
                    "virtual structure",
                    "Goldschmidt",
                    "tolerance factor",
                    "CIF") //
            .addExternalResource("https://doi.org/10.1038/s41524-025-01743-x", "Xing et al. 2025: the method");

    /** Made by KNIME. */
    public TemplateSubstitutorNodeFactory() {
        super(NODE);
    }
}
