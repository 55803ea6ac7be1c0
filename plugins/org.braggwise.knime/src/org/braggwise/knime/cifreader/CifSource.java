// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.knime.cifreader;

import java.io.IOException;

import org.braggwise.crystal.cif.StructureText;
import org.braggwise.knime.common.execution.InputFiles.Content;
import org.braggwise.knime.common.execution.InputFiles.InputFile;

/**
 * One text to read.
 *
 * @param name what the output's rows and problems call it: the file's name or the input row's key
 * @param text gets it, on any thread
 */
record CifSource(String name, Text text) {

    /** The text of a file or of a cell. */
    interface Text {

        /** @throws IOException saying what was found instead of a text */
        String read() throws IOException;
    }

    static CifSource of(InputFile file) {
        return new CifSource(file.name(), text(file));
    }

    /** To be called on the node's thread. */
    static Text text(InputFile file) {
        Content content = file.opened();
        return () -> StructureText.of(content.read());
    }
}
