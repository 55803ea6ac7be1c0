// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.spark.preflight;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Paths;

import org.apache.spark.api.java.function.Function;

/** The first task of a run: looks where it is. Compiled for Java 8, so that an older Java can say that it is one. */
public final class Look implements Function<Integer, Place> {

    private static final long serialVersionUID = 1L;

    /** Lets every executor get one of the tasks. */
    private static final long LINGER_MILLIS = 200;

    private final String m_folder;

    /** @param folder the address of the folder for tables; one that is no file's is not looked for */
    public Look(String folder) {
        m_folder = folder;
    }

    @Override
    public Place call(Integer task) throws Exception {
        Thread.sleep(LINGER_MILLIS);
        String java = System.getProperty("java.version");
        return new Place(
                InetAddress.getLocalHost().getHostName(), java, feature(java), processor(), folderSeen(m_folder));
    }

    /** @return 8 for "1.8.0_392", 17 for "17.0.15" */
    static int feature(String version) {
        String text = version.startsWith("1.") ? version.substring(2) : version;
        int end = 0;
        while (end < text.length() && Character.isDigit(text.charAt(end))) {
            end++;
        }
        return end == 0 ? 0 : Integer.parseInt(text.substring(0, end));
    }

    private static boolean folderSeen(String folder) {
        return !folder.startsWith("file:") || new File(folder.replaceFirst("^file:/*", "/")).isDirectory();
    }

    private static String processor() {
        try (BufferedReader lines = Files.newBufferedReader(Paths.get("/proc/cpuinfo"), StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("flags")) {
                    return line.substring(line.indexOf(':') + 1) + " ";
                }
            }
            return "";
        } catch (IOException e) {
            return "";
        }
    }
}
