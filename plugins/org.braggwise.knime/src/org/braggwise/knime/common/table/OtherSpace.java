// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.knime.common.table;

import org.knime.node.parameters.widget.choices.Label;

/** What becomes of patterns that are not on a model's grid and wavelength. */
public enum OtherSpace {
    @Label(value = "Refuse", description = "The node says what differs and does nothing.")
    REFUSE, //
    @Label(
            value = "Convert",
            description = "As the Pattern Preparation does it: converted to the model's wavelength, integrated over the"
                    + " bins of its grid and normalised as its patterns were. They must cover the whole of the grid. A warning and the view tell how"
                    + " many were converted, from what to what.")
    CONVERT;
}
