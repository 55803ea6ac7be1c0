// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.knime.cifreader;

import org.braggwise.knime.common.view.ViewPayload;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.NodeFactory.NodeType;
import org.knime.node.DefaultNode;
import org.knime.node.DefaultNodeFactory;

/** Reads crystal structures from CIF files. */
public final class CifReaderNodeFactory extends DefaultNodeFactory {

    static final DefaultNode NODE = DefaultNode.create() //
            .name("CIF Reader") //
            .icon("cifreader.png") //
            .shortDescription("Reads crystal structures from CIF files, one row for each structure.") //
            .fullDescription(
                    """
                Reads a CIF file, every CIF file of a folder, or those that a column of an input table holds or names, and writes one row
                for each crystal structure in them: the structure itself as CIF text, its formula, space group, crystal system, cell, volume and density. Files as COD, AMCSD, ICSD, the
                Materials Project, FINDSYM, VESTA and pymatgen write them are understood, and so are mmCIF, SHELXL's .ins and .res, and files
                compressed with gzip. Of magnetic and modulated structures the average structure without moments is read, and said to be so.
                <br/><br/>
                Nothing is repaired in silence: every problem goes to the second output with its file and line, what was found, what
                was expected and what was assumed. A structure that can't be read is left out; the others go on. The symmetry comes
                from the file's list of symmetry operations, else from its Hall symbol, else from its Hermann-Mauguin symbol or number;
                a file that states none is P 1, and one whose symmetry can't be read is refused. Formula, Z, density and distances choose
                between origins that a symbol leaves open, and are held against the structure. The columns Space group found and Crystal system found hold what the atoms show; where that
                differs, the node warns, and can take it instead (setting Symmetry).
                <br/><br/>
                The column Source holds the file's name below the chosen folder, or the row ID of the input table. A row of that table
                with a missing cell, or with a file that can't be read, is a problem of that row alone.
                """) //
            .sinceVersion(1, 0, 0) //
            .dynamicPorts(d -> d //
                    .addInputPortGroup("Files or CIF text", g -> g.name("Files or CIF text")
                            .description(
                                    """
                    Optional: a table with a column of CIF text, or of paths or URLs of CIF files, which are read instead of the chosen
                    file or folder.
                    """)
                            .optional()
                            .supportedTypes(BufferedDataTable.TYPE)) //
                    .addOutputPortGroup("Structures", g -> g.name("Structures")
                            .description("One row for each structure.")
                            .fixed(BufferedDataTable.TYPE)) //
                    .addOutputPortGroup("Problems", g -> g.name("Problems")
                            .description(
                                    "Every problem found: file or input row, line, rule, what was found, expected and assumed.")
                            .fixed(BufferedDataTable.TYPE))) //
            .model(m -> m //
                    .parametersClass(CifReaderParameters.class) //
                    .configure(CifReaderExecution::configure) //
                    .execute(CifReaderExecution::execute)) //
            .addView(v -> v //
                    .withoutParameters() //
                    .description(
                            "The structures as they were read: turn the unit cell, look along its axes, save it.") //
                    .page(p -> p.fromString(ViewPayload::page).relativePath("cifreader.html")) //
                    .initialData(d -> d.data(ViewPayload::load))) //
            .nodeType(NodeType.Source) //
            .keywords("CIF", "crystal structure", "space group", "COD", "ICSD", "X-ray diffraction", "XRD") //
            .addExternalResource("https://www.iucr.org/resources/cif", "The CIF standard");

    /** Made by KNIME. */
    public CifReaderNodeFactory() {
        super(NODE);
    }
}
