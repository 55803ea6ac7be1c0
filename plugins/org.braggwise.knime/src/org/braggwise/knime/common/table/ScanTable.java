// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.knime.common.table;

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

    /** The radiation's name, or the lines of one whose name does not tell them; missing where the file states none. */
    public static final String RADIATION = "Radiation";

    /** What of the radiation was assumed, in words; missing where the file states all of it, or nothing. */
    public static final String ASSUMED = "Wavelength assumed";

    /** What the XRD Pattern Reader writes. */
    public static final DataTableSpec SPEC = new DataTableSpec(
            "Scans",
            Columns.column(TWO_THETA, PatternColumn.VECTOR),
            Columns.column(INTENSITY, PatternColumn.VECTOR),
            Columns.column(WAVELENGTH, DoubleCell.TYPE),
            Columns.column(RADIATION, StringCell.TYPE),
            Columns.column("First two-theta (deg)", DoubleCell.TYPE),
            Columns.column("Last two-theta (deg)", DoubleCell.TYPE),
            Columns.column("Points", IntCell.TYPE),
            Columns.column("Format", StringCell.TYPE),
            Columns.column("Metadata", StringCell.TYPE),
            Columns.column("Source", StringCell.TYPE),
            Columns.column(ASSUMED, StringCell.TYPE));

    private ScanTable() {}
}
