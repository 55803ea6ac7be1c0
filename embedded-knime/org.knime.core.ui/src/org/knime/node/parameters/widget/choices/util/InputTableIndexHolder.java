// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.node.parameters.widget.choices.util;

/** Says which input the columns are of. */
public interface InputTableIndexHolder {

    /** @return the first input by default */
    default int getInputTableIndex() {
        return 0;
    }
}
