// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.knime.patternreader;

import org.braggwise.knime.common.table.ProblemTable;
import org.braggwise.knime.common.table.ScanTable;
import org.braggwise.knime.common.view.ViewPayload;
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
                Reads powder patterns as instruments and programs write them: text with columns (.xy, .xye, .csv, .dat, .txt, .asc, .prn),
                Fit2D and pyFAI .chi, FullProf's and TOPAS's "start step end" texts (.dat, .xdd), PANalytical .xrdml, Rigaku .ras, .rasx and
                .asc, Bruker .raw (versions 1 to 4), .brml and .uxd, Philips .udf, .rd and .sd and the text of its APD, STOE .raw, GSAS
                (.gsa, .gss, .fxye, .raw), JCAMP-DX, Jade .mdi, Sietronics .cpi and powder CIF, each also packed as .gz. The format is told
                by the content. A file with several scans, ranges or samples gives several rows; a scan that can't be read leaves the
                others of its file.
                <br/><br/>
                Where the header of a text names Q, d or theta with its unit, the angles are converted, with the wavelength that the header
                states; other axes (omega, energy, channels, Raman shift) are refused. Counts of points that were counted for different
                times become counts per second.
                <br/><br/>
                The wavelength is what the file says, the weighted mean where it names Kα1 and Kα2; where it says none the cell is missing,
                and the Pattern Preparation node asks for it. Where both lines stand without their shares, they are taken 2 : 1; where only
                the anode is named, it is the anode's Kα; where a PANalytical file was intended for Kα1 but says that Kα2 was there, both
                are taken. What is assumed stands in the column Wavelength assumed and is a warning in the second output.
                <br/><br/>
                An interrupted file is read up to the break, with a warning. A file that can't be read is reported with the place, and the
                others go on; files of a folder that don't fit the pattern are listed. The view shows the scans.
                """) //
            .sinceVersion(1, 0, 0) //
            .ports(p -> p //
                    .addOutputTable(
                            "Scans",
                            "One row for each scan: two-theta and intensity as vectors, wavelength, what of it is assumed, and what the"
                                    + " file says.") //
                    .addOutputTable(
                            "Problems",
                            "Files and scans that could not be read, what was repaired or assumed in the others, and files that"
                                    + " were skipped.")) //
            .model(m -> m //
                    .parametersClass(PatternReaderParameters.class) //
                    .configure((in, out) -> out.setOutSpecs(ScanTable.SPEC, ProblemTable.SPEC)) //
                    .execute(PatternReaderExecution::execute)) //
            .addView(v -> v //
                    .withoutParameters() //
                    .description("The scans as they were read.") //
                    .page(p -> p.fromString(ViewPayload::page).relativePath("patternreader.html")) //
                    .initialData(d -> d.data(ViewPayload::load))) //
            .nodeType(NodeType.Source) //
            .keywords(
                    "XRD",
                    "xy",
                    "xrdml",
                    "ras",
                    "brml",
                    "raw",
                    "uxd",
                    "GSAS",
                    "JCAMP",
                    "diffractogram",
                    "measurement",
                    "powder diffraction");

    /** Made by KNIME. */
    public PatternReaderNodeFactory() {
        super(NODE);
    }
}
