// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.headless;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;

/** Keeps where in the program an error happened, for whoever mends it: no text for users. */
final class ErrorFile {

    private ErrorFile() {}

    /**
     * @param what in words
     * @param thrown what happened
     * @return a sentence that says where the details are
     */
    static String write(String what, Throwable thrown) {
        try {
            Path file = Files.createTempFile("braggwise-error-", ".txt");
            try (PrintWriter out = new PrintWriter(Files.newBufferedWriter(file))) {
                out.println(what);
                thrown.printStackTrace(out);
            }
            return advice(file);
        } catch (IOException | RuntimeException e) {
            return "Please report it to the developers.";
        }
    }

    /** @return a sentence that says where the details are */
    static String advice(Path file) {
        return "The details are in " + file + ": please send them to the developers.";
    }
}
