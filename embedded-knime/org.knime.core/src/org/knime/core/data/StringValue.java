// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.core.data;

/** A value that is text. */
public interface StringValue extends DataValue {

    /** @return the text, never null */
    String getStringValue();
}
