// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.knime.patternreader;

import org.braggwise.knime.common.ProblemTable;
import org.knime.core.node.NodeFactory.NodeType;
import org.knime.node.DefaultNode;
import org.knime.node.DefaultNodeFactory;

/** Reads measured powder patterns. */
public final class PatternReaderNodeFactory extends DefaultNodeFactory {

    static final DefaultNode NODE = DefaultNode.create() //
            .name("XRD Pattern Reader") //
            .icon("patternreader.png") //
            .shortDescription("Reads measured powder patterns from the files of the laboratory's instruments.") //
            .fullDescription(
                    """
                Reads powder patterns as instruments and programs write them: text with two or three columns (.xy, .xye, .csv, .dat,
                .txt), PANalytical .xrdml, Rigaku .ras and .rasx, Bruker .raw (versions 1 to 4) and .brml, Philips .udf, .rd and .sd, and powder
                CIF. The format is told by the content. A file with several scans gives several rows.
                <br/><br/>
                The angles stay as measured. The wavelength is what the file says, the weighted mean where it names Kα1 and Kα2; where it
                says none the cell is missing, and the Pattern Preparation node asks for it. Rigaku .ras and .rasx and Bruker .raw of
                version 1 name both lines without their shares: these are assumed to be 2 : 1, unless the file says that Kα1 was measured
                alone. What is assumed is a warning in the second output. A file that can't be read is reported with the place, and the
                others go on.
                """) //
            .sinceVersion(5, 8, 0) //
            .ports(p -> p //
                    .addOutputTable(
                            "Scans",
                            "One row a scan: two-theta and intensity as vectors, wavelength, and what the file says.") //
                    .addOutputTable(
                            "Problems",
                            "Files that could not be read, and what was repaired or assumed in the others.")) //
            .model(m -> m //
                    .parametersClass(PatternReaderParameters.class) //
                    .configure((in, out) -> out.setOutSpecs(ScanTable.SPEC, ProblemTable.SPEC)) //
                    .execute(PatternReaderExecution::execute)) //
            .nodeType(NodeType.Source) //
            .keywords("XRD", "xy", "xrdml", "ras", "brml", "raw", "diffractogram", "measurement", "powder diffraction");

    /** Made by KNIME. */
    public PatternReaderNodeFactory() {
        super(NODE);
    }
}
