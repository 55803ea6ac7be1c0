// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.knime.patternreader;

import org.knime.core.node.InvalidSettingsException;
import org.knime.node.parameters.Advanced;
import org.knime.node.parameters.NodeParameters;
import org.knime.node.parameters.Widget;

/** The settings of the XRD Pattern Reader. */
final class PatternReaderParameters implements NodeParameters {

    @Widget(
            title = "File or folder",
            description =
                    """
            A pattern file, or a folder of them: a local path, a URL, or a path relative to the workflow such as
            <tt>knime://knime.workflow/data</tt>.
            """)
    String m_path = "knime://knime.workflow/data";

    @Widget(
            title = "File name pattern",
            description =
                    """
            Which files of a folder are read, with <tt>*</tt> and <tt>?</tt> as wildcards, several separated by semicolons.
            """)
    String m_pattern =
            "*.xy;*.xye;*.csv;*.dat;*.txt;*.asc;*.prn;*.chi;*.xdd;*.xrdml;*.ras;*.rasx;*.raw;*.brml;*.uxd;*.udf;*.rd;*.sd;"
                    + "*.gsa;*.gss;*.gsas;*.gda;*.fxye;*.esg;*.jdx;*.dx;*.jcamp;*.mdi;*.cpi;*.cif;*.gz";

    @Widget(title = "Include subfolders", description = "Whether the folders inside the folder are searched too.")
    boolean m_recursive = true;

    @Widget(
            title = "Split columns that touch",
            description =
                    """
            Fixed-width text whose columns touch, such as 23.4810123.0, is split where the file leaves one reading only; each such
            place is reported. Otherwise such a file is refused.
            """)
    @Advanced
    boolean m_splitTouching = true;

    @Override
    public void validate() throws InvalidSettingsException {
        if (m_path.isBlank()) {
            throw new InvalidSettingsException(
                    "\"File or folder\" is empty: state a pattern file or a folder of them.");
        }
    }
}
