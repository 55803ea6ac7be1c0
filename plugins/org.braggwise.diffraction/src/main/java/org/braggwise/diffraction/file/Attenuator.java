// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.diffraction.file;

import static org.braggwise.crystal.Diagnostic.Severity.INFO;
import static org.braggwise.crystal.Diagnostic.Severity.WARNING;

/** The factors by which an attenuator in the beam weakened each point: a file's counts are multiplied by them. 0 stands for none. */
final class Attenuator {

    private boolean m_used;
    private boolean m_zero;
    private boolean m_wrong;

    /** @return what to multiply a point's counts by */
    double factor(double stated) {
        m_zero |= stated == 0;
        m_wrong |= !(stated >= 0 && stated < Double.POSITIVE_INFINITY);
        if (!(stated > 0 && stated < Double.POSITIVE_INFINITY)) {
            return 1;
        }
        m_used |= stated != 1;
        return stated;
    }

    void tell(ScanBuilder scan, int line) {
        if (m_used) {
            scan.note(
                    INFO,
                    line,
                    "attenuator",
                    "attenuator factors other than 1",
                    "corrected counts",
                    "intensities multiplied by the factors");
        }
        if (m_zero || m_wrong) {
            scan.note(
                    WARNING,
                    line,
                    "attenuator",
                    m_zero ? "attenuator factors of 0" : "attenuator factors below 0",
                    "positive factors",
                    "no attenuator there");
        }
    }
}
