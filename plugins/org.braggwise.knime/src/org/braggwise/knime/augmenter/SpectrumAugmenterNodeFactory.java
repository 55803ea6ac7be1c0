// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.knime.augmenter;

import org.braggwise.knime.common.view.ViewPayload;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.NodeFactory.NodeType;
import org.knime.node.DefaultNode;
import org.knime.node.DefaultNodeFactory;

/** Makes the patterns that a real sample could show. */
public final class SpectrumAugmenterNodeFactory extends DefaultNodeFactory {

    static final DefaultNode NODE = DefaultNode.create() //
            .name("Spectrum Augmenter") //
            .icon("augmenter.png") //
            .shortDescription(
                    "Makes patterns with impurities, texture, broad peaks, strain and shift from each structure.") //
            .fullDescription(
                    """
                A measured pattern never looks like the ideal one. From each structure this node makes patterns as real samples and
                instruments would show them, in five modes side by side, each from the unchanged structure: impurity peaks, texture, peak
                broadening by small domains, strain of the lattice (up and down, keeping the crystal system, with the reflections computed
                anew), and a shift. The chained mode has strain, texture, broadening and shift at once with counting noise, impurities in
                about half of the patterns, the Kα doublet in half, and sometimes a broad hump. Every mode adds the noise set below.
                <br/><br/>
                Grid, radiation, peak shape and scattering factors are those of the input's patterns, as the XRD Simulator was set; the domain
                size is drawn in the modes that broaden. Patterns that say no peak shape, such as those that a Table Reader reads, get that
                node's default (pseudo-Voigt, 40 nm, an instrument of 0.05 deg, neutral atoms), with a warning. Dispersion, monochromator and displacement parameters are taken over too; noise, background, shifts and texture are not.
                <br/><br/>
                The column <i>Drawn</i> says for each pattern what was drawn, as JSON. Draws depend on the seed, the row ID, the mode and the
                number alone: the order of the rows and the number of processor cores change nothing.
                """) //
            .sinceVersion(1, 0, 0) //
            .dynamicPorts(d -> d //
                    .addInputPortGroup("Patterns", g -> g.name("Patterns")
                            .description("The XRD Simulator's output: structures with their patterns.")
                            .fixed(BufferedDataTable.TYPE)) //
                    .addInputPortGroup("Impurity phases", g -> g.name("Impurity phases")
                            .description(
                                    """
                    Optional: structures as CIF text, one a row, whose patterns are the impurities in place of random peaks. A phase
                    of the row's own formula and space group is none.
                    """)
                            .optional()
                            .supportedTypes(BufferedDataTable.TYPE)) //
                    .addOutputPortGroup("Augmented patterns", g -> g.name("Augmented patterns")
                            .description(
                                    "One row for each pattern, with the mode, what was drawn, and the row it comes from.")
                            .fixed(BufferedDataTable.TYPE)) //
                    .addOutputPortGroup("Problems", g -> g.name("Problems")
                            .description("Rows that could not be augmented, and phases that can't be used.")
                            .fixed(BufferedDataTable.TYPE))) //
            .model(m -> m //
                    .parametersClass(SpectrumAugmenterParameters.class) //
                    .configure(SpectrumAugmenterExecution::configure) //
                    .execute(SpectrumAugmenterExecution::execute)) //
            .addView(v -> v //
                    .withoutParameters() //
                    .description("The augmented patterns, each beside its original.") //
                    .page(p -> p.fromString(ViewPayload::page).relativePath("augmenter.html")) //
                    .initialData(d -> d.data(ViewPayload::load))) //
            .nodeType(NodeType.Manipulator) //
            .keywords("XRD", "data augmentation", "texture", "March-Dollase", "Scherrer", "strain", "impurity") //
            .addExternalResource("https://doi.org/10.1038/s41524-025-01743-x", "Xing et al. 2025: the method");

    /** Made by KNIME. */
    public SpectrumAugmenterNodeFactory() {
        super(NODE);
    }
}
