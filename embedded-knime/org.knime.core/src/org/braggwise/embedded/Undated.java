// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.embedded;

import java.time.LocalDateTime;
import java.util.zip.ZipEntry;

/** Entries of zips without the time of writing: the same object gives the same bytes, whenever and in whatever time zone. */
public final class Undated {

    private Undated() {}

    /** @return an entry of 1 February 1980: Java stores the first month of a zip's calendar with a field that has the time zone in it */
    public static ZipEntry entry(String name) {
        ZipEntry entry = new ZipEntry(name);
        entry.setTimeLocal(LocalDateTime.of(1980, 2, 1, 0, 0));
        return entry;
    }
}
