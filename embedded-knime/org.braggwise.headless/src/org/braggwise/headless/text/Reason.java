// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.headless.text;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.UnknownHostException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What went wrong, in words. Java says "it is not allowed" by the name of an exception whose message is the file alone; its users should
 * not have to know that.
 */
public final class Reason {

    /** What there is to say where Java's own message is none for people. */
    public static final String PROGRAM_ERROR = "an error in the program";

    private static final Pattern CLASS_NAME =
            Pattern.compile("^(?:[a-z]\\w*\\.)+[A-Z][\\w$]*(?:Exception|Error)(?:: |$)");

    private Reason() {}

    /**
     * @param thrown anything
     * @return a text without names of classes: the file and what is wrong with it, or the exception's own message where one was written
     *     for people
     */
    public static String of(Throwable thrown) {
        if (thrown instanceof FileSystemException file) {
            return file(file);
        }
        if (thrown instanceof UnknownHostException) {
            return "the host " + thrown.getMessage() + " is not known (is there a network?)";
        }
        if (thrown instanceof OutOfMemoryError) {
            return outOfMemory();
        }
        if (thrown instanceof StackOverflowError) {
            return "something is nested too deeply to be read";
        }
        if (thrown instanceof InvalidPathException path) {
            return "\"" + path.getInput() + "\" is no path here: " + path.getReason();
        }
        boolean wraps = thrown.getCause() != null
                && (thrown.getMessage() == null
                        || thrown.getMessage().equals(thrown.getCause().toString()));
        if (wraps) {
            return of(thrown.getCause());
        }
        String text = thrown.getMessage() == null
                ? ""
                : CLASS_NAME.matcher(thrown.getMessage().strip()).replaceFirst("");
        return text.isEmpty() || !forPeople(thrown) ? PROGRAM_ERROR : text;
    }

    /** @return what to do about too little memory */
    public static String outOfMemory() {
        return "out of memory (" + (Runtime.getRuntime().maxMemory() >> 20)
                + " MiB): give Java more by BRAGGWISE_MEMORY=8g, say, or fewer --threads";
    }

    /** Messages that Java itself writes of a program's errors speak of classes and indices. */
    private static boolean forPeople(Throwable thrown) {
        return thrown instanceof IOException
                || thrown instanceof UncheckedIOException
                || thrown instanceof IllegalArgumentException
                || thrown instanceof IllegalStateException
                || thrown instanceof ArithmeticException
                || thrown instanceof Exception
                        && !(thrown instanceof RuntimeException)
                        && !(thrown instanceof ReflectiveOperationException);
    }

    private static String file(FileSystemException thrown) {
        String file = thrown.getFile() == null ? "" : thrown.getFile() + ": ";
        if (thrown instanceof AccessDeniedException) {
            return file + "permission denied";
        }
        if (thrown instanceof NoSuchFileException) {
            return file + "no such file or folder";
        }
        if (thrown instanceof FileAlreadyExistsException) {
            return file + "a file of this name is there already";
        }
        if (thrown instanceof NotDirectoryException) {
            return file + "not a folder";
        }
        if (thrown instanceof DirectoryNotEmptyException) {
            return file + "the folder is not empty";
        }
        if (thrown instanceof FileSystemLoopException) {
            return file + "symbolic links that lead in a circle";
        }
        return file + (thrown.getReason() == null ? "can't be read or written" : thrown.getReason());
    }

    /** @return whether the disk, the user's share of it or the largest size of a file is used up */
    public static boolean noRoom(String reason) {
        String text = reason.toLowerCase(Locale.ROOT);
        return text.contains("no space left")
                || text.contains("quota exceeded")
                || text.contains("file too large")
                || text.contains("not enough space");
    }
}
