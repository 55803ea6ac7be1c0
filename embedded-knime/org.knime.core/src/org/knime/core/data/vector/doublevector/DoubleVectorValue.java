// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.core.data.vector.doublevector;

import org.knime.core.data.DataValue;

/** A value that is a vector of floating-point numbers. */
public interface DoubleVectorValue extends DataValue {

    int getLength();

    double getValue(int index);
}
