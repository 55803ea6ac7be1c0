// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.knime.indexer;

import org.braggwise.knime.common.view.ViewPayload;
import org.knime.core.node.NodeFactory.NodeType;
import org.knime.node.DefaultNode;
import org.knime.node.DefaultNodeFactory;

/** Finds the unit cell of a pattern. */
public final class XrdIndexerNodeFactory extends DefaultNodeFactory {

    static final DefaultNode NODE = DefaultNode.create() //
            .name("XRD Indexer") //
            .icon("indexer.png") //
            .shortDescription("Finds unit cells that explain where the peaks of a powder pattern are.") //
            .fullDescription(
                    """
                Finds the peaks of each pattern, fits them, and searches unit cells of all crystal systems whose reflections lie where the
                peaks are. Nothing about the sample needs to be known. Each cell comes with its figures of merit: M20 of de Wolff (J. Appl. Cryst. 1,
                108, 1968), F20 of Smith and Snyder (J. Appl. Cryst. 12, 60, 1979) and one that also counts the lines that are left over. As a rule
                of thumb, a cell with M20 above 20 that explains all lines is right; below 10 it is a guess.
                <br/><br/>
                A cell says where reflections can be; which of them are missing says more. The extinction symbols of each cell's lattice are
                ranked by how well the reflections that they forbid are in fact missing (in the manner of Markvardsen et al., Acta Cryst.
                A57, 47, 2001), with the space groups that each of them leaves.
                <br/><br/>
                Peaks of an impurity are tolerated up to the number that the settings say, and a zero shift of the angles is refined with the
                cell. A pattern needs a wavelength and some ten peaks or more; one that has too few is reported in Problems. Where a scan of a tube
                shows Kα1 and Kα2 though one line is stated for it, both are counted, and the node says so.
                """) //
            .sinceVersion(1, 0, 0) //
            .ports(p -> p //
                    .addInputTable("Patterns", "Patterns, or lists of peak positions.") //
                    .addOutputTable(
                            "Cells",
                            "One row for each unit cell, the best of each pattern first: cell with standard uncertainties,"
                                    + " volume, figures of merit, and the most probable extinction symbol.") //
                    .addOutputTable(
                            "Peaks",
                            "One row for each peak: position, d, area and width with standard uncertainties, and the indices"
                                    + " that the best cell gives it.") //
                    .addOutputTable(
                            "Extinction symbols",
                            "One row for each extinction symbol of the best cells: its probability and its space groups.") //
                    .addOutputTable("Problems", "Rows without a cell, and why.")) //
            .model(m -> m //
                    .parametersClass(XrdIndexerParameters.class) //
                    .configure(XrdIndexerExecution::configure) //
                    .execute(XrdIndexerExecution::execute)) //
            .addView(v -> v //
                    .withoutParameters() //
                    .description(
                            "Each pattern with the reflections of a chosen cell below it; peaks that the cell does not explain"
                                    + " are marked.") //
                    .page(p -> p.fromString(ViewPayload::page).relativePath("indexer.html")) //
                    .initialData(d -> d.data(ViewPayload::load))) //
            .nodeType(NodeType.Other) //
            .keywords(
                    "XRD",
                    "indexing",
                    "unit cell",
                    "lattice parameters",
                    "figure of merit",
                    "M20",
                    "extinction symbol",
                    "space group",
                    "peak search");

    /** Made by KNIME. */
    public XrdIndexerNodeFactory() {
        super(NODE);
    }
}
