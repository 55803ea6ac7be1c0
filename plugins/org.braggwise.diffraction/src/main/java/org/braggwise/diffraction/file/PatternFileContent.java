// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.diffraction.file;

import java.util.List;

/**
 * What one file gave: a scan that can't be read takes none of the others with it.
 *
 * @param scans those that were read, at least one, in the file's order
 * @param refused why each of the others was not, in the file's order
 */
public record PatternFileContent(List<PatternFile> scans, List<PatternFileException> refused) {

    /** Copies both lists. */
    public PatternFileContent {
        scans = List.copyOf(scans);
        refused = List.copyOf(refused);
    }
}
