// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.knime.patternreader;

import org.braggwise.knime.cifreader.StructureTable;
import org.braggwise.knime.common.PatternColumn;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.def.DoubleCell;
import org.knime.core.data.def.IntCell;
import org.knime.core.data.def.StringCell;

/** The columns of a measured scan: what the XRD Pattern Reader writes and the Pattern Preparation reads. */
public final class ScanTable {

    /** Angles in degrees. */
    public static final String TWO_THETA = "Two-theta (deg)";
    /** Intensities in the file's own unit. */
    public static final String INTENSITY = "Intensity";
    /** Mean wavelength in angstrom; missing where the file states none. */
    public static final String WAVELENGTH = "Wavelength (Å)";

    static final DataTableSpec SPEC = new DataTableSpec("Scans",
        StructureTable.column(TWO_THETA, PatternColumn.VECTOR),
        StructureTable.column(INTENSITY, PatternColumn.VECTOR), StructureTable.column(WAVELENGTH, DoubleCell.TYPE),
        StructureTable.column("Radiation", StringCell.TYPE), StructureTable.column("First two-theta (deg)", DoubleCell.TYPE),
        StructureTable.column("Last two-theta (deg)", DoubleCell.TYPE), StructureTable.column("Points", IntCell.TYPE),
        StructureTable.column("Format", StringCell.TYPE), StructureTable.column("Metadata", StringCell.TYPE),
        StructureTable.column("Source", StringCell.TYPE));

    private ScanTable() {
    }
}
