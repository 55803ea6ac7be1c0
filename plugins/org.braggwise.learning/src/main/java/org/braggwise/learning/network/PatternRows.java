// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.learning.network;

import java.nio.FloatBuffer;

/** Where patterns come from, row by row. Called from several threads at once. */
public interface PatternRows {

    /** Writes the row's points to the buffer from {@code at} on. */
    void copy(int row, FloatBuffer to, int at);
}
