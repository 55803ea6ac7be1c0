// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.knime.cifreader;

import org.knime.core.node.NodeFactory.NodeType;
import org.knime.node.DefaultNode;
import org.knime.node.DefaultNodeFactory;

/** Reads crystal structures from CIF files. */
public final class CifReaderNodeFactory extends DefaultNodeFactory {

    static final DefaultNode NODE = DefaultNode.create() //
        .name("CIF Reader") //
        .icon("cifreader.png") //
        .shortDescription("Reads crystal structures from CIF files, one row a structure.") //
        .fullDescription("""
                Reads a CIF file, or every CIF file of a folder, and writes one row for each crystal structure in them: the structure
                itself as CIF text, its formula, space group, crystal system, cell, volume and density. Files as COD, AMCSD, the
                Materials Project, FINDSYM, VESTA and pymatgen write them are understood.
                <br/><br/>
                Nothing is repaired in silence: every problem goes to the second output with its file and line, what was found, what
                was expected and what was assumed. A structure that can't be read is left out; the others go on. The symmetry comes
                from the file's list of symmetry operations, else from its Hall symbol, else from its Hermann-Mauguin symbol or number;
                where the atoms show another space group than the file claims, the reader says so.
                """) //
        .sinceVersion(5, 8, 0) //
        .ports(p -> p //
            .addOutputTable("Structures", "One row a structure.") //
            .addOutputTable("Problems", "Every problem found: file, line, rule, what was found, expected and assumed.")) //
        .model(m -> m //
            .parametersClass(CifReaderParameters.class) //
            .configure((in, out) -> out.setOutSpecs(StructureTable.SPEC, org.braggwise.knime.common.ProblemTable.SPEC)) //
            .execute(CifReaderExecution::execute)) //
        .nodeType(NodeType.Source) //
        .keywords("CIF", "crystal structure", "space group", "COD", "ICSD", "X-ray diffraction", "XRD") //
        .addExternalResource("https://www.iucr.org/resources/cif", "The CIF standard");

    /** Made by KNIME. */
    public CifReaderNodeFactory() {
        super(NODE);
    }
}
