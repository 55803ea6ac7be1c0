// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.knime.cifreader;

import org.knime.core.node.InvalidSettingsException;
import org.knime.node.parameters.Advanced;
import org.knime.node.parameters.NodeParameters;
import org.knime.node.parameters.Widget;
import org.knime.node.parameters.widget.choices.Label;
import org.knime.node.parameters.widget.choices.ValueSwitchWidget;
import org.knime.node.parameters.widget.number.NumberInputWidget;
import org.knime.node.parameters.widget.number.NumberInputWidgetValidation.MinValidation.IsPositiveDoubleValidation;

/** The settings of the CIF Reader. */
final class CifReaderParameters implements NodeParameters {

    /** How much of a broken file is repaired. */
    enum Mode {
            @Label(value = "Tolerant", description = "Repair what has one sensible reading (type symbols such as \"SR2+\", coordinates"
                + " such as 0.3333 on a special position) and report it.")
            TOLERANT,
            @Label(value = "Strict", description = "Refuse a structure with any error; report it.")
            STRICT;
    }

    @Widget(title = "File or folder", description = """
            A CIF file, or a folder of them: a local path, a URL, or a path relative to the workflow such as
            <tt>knime://knime.workflow/data</tt>.
            """)
    String m_path = "knime://knime.workflow/data";

    @Widget(title = "File name pattern", description = """
            Which files of a folder are read, with <tt>*</tt> and <tt>?</tt> as wildcards.
            """)
    String m_pattern = "*.cif";

    @Widget(title = "Include subfolders", description = "Whether the folders inside the folder are searched too.")
    boolean m_recursive = true;

    @Widget(title = "Reading", description = "What happens to a file that breaks the CIF 1.1 rules or contradicts itself.")
    @ValueSwitchWidget
    Mode m_mode = Mode.TOLERANT;

    @Widget(title = "Symmetry tolerance (Å)", description = """
            The largest distance between an atom and its symmetry image, in ångström, in the check of the space group that the file
            claims. It is also the tolerance with which the space group is determined for files that state none.
            """)
    @NumberInputWidget(minValidation = IsPositiveDoubleValidation.class)
    @Advanced
    double m_symmetryTolerance = 0.01;

    @Override
    public void validate() throws InvalidSettingsException {
        if (m_path.isBlank()) {
            throw new InvalidSettingsException("\"File or folder\" is empty: state a CIF file or a folder of CIF files.");
        }
    }
}
