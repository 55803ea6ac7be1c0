// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.headless;

import java.io.PrintStream;
import java.nio.file.Path;

import org.braggwise.headless.run.CancelSwitch;

/**
 * What a command works with.
 *
 * @param out for results
 * @param err for errors
 * @param cancel thrown by Ctrl-C
 * @param directory from which the program was called
 * @param temp for what only this process needs
 * @param columns of the terminal; 0: the output is no terminal
 */
public record Surroundings(
        PrintStream out, PrintStream err, CancelSwitch cancel, Path directory, Path temp, int columns) {

    /** @return whether states may be coloured: see no-color.org */
    boolean colour() {
        return columns > 0 && System.getenv("NO_COLOR") == null;
    }
}
