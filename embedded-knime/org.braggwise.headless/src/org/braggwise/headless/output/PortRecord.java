// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.headless.output;

import java.util.List;

/**
 * What came out of a port.
 *
 * @param port from 1
 * @param name of the port
 * @param type of the port
 * @param rows of the table; -1: no table
 * @param columns of the table; -1: no table
 * @param summary what the port object says about itself
 * @param file relative to the results' directory, with "/"; null: not written
 * @param vectors files that hold the table's vectors, a column each, in the same way
 * @param preview first rows; null: no table, or not written
 */
public record PortRecord(
        int port,
        String name,
        String type,
        long rows,
        int columns,
        String summary,
        String file,
        List<String> vectors,
        TablePreview preview) {}
