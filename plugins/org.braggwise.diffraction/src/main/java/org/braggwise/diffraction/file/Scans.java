// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.diffraction.file;

import java.util.ArrayList;
import java.util.List;

/** Collects the scans of one file. One that can't be read is kept as a refusal, and the others go on. */
final class Scans {

    private static final int MAX_REFUSED = 100;

    private final List<PatternFile> m_scans = new ArrayList<>();
    private final List<PatternFileException> m_refused = new ArrayList<>();

    /** Reads one scan. */
    interface Reading {

        /**
         * @param scan 0-based number of the scan in its file
         * @throws PatternFileException where it can't be read
         */
        PatternFile read(int scan);
    }

    void add(Reading reading) {
        try {
            m_scans.add(reading.read(m_scans.size() + m_refused.size()));
        } catch (PatternFileException e) {
            refuse(e);
        }
    }

    void refuse(PatternFileException why) {
        if (m_refused.size() < MAX_REFUSED) {
            m_refused.add(why);
        }
    }

    /** @return how many scans were met so far, read or not */
    int met() {
        return m_scans.size() + m_refused.size();
    }

    /**
     * @param nothing what to say of a file in which no scan was met
     * @throws PatternFileException where no scan could be read: the first refusal, else {@code nothing}
     */
    PatternFileContent content(PatternFileException nothing) {
        if (m_scans.isEmpty()) {
            throw m_refused.isEmpty() ? nothing : m_refused.get(0);
        }
        return new PatternFileContent(m_scans, m_refused);
    }
}
