// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.crystal.cif;

import java.util.ArrayList;
import java.util.List;

import org.braggwise.crystal.Diagnostic;
import org.braggwise.crystal.Diagnostic.Severity;

/** Collects what is noticed in one text. In strict mode what would be assumed in tolerant mode is an error. */
final class CifLog {

    /** Of one rule no more are kept than this: a broken file of a million lines is to have a readable report. */
    private static final int MOST_PER_RULE = 50;

    private static final int LONGEST_QUOTE = 120;

    private final String m_source;
    private final boolean m_strict;
    private final List<Diagnostic> m_all = new ArrayList<>();
    private final java.util.Map<String, Integer> m_counts = new java.util.HashMap<>();
    private int m_errors;

    CifLog(String source, boolean strict) {
        m_source = source;
        m_strict = strict;
    }

    void info(int line, String rule, String found, String expected, String assumed) {
        add(Severity.INFO, line, rule, found, expected, assumed);
    }

    /** Something that needs an assumption: an error in strict mode. */
    void warning(int line, String rule, String found, String expected, String assumed) {
        add(m_strict ? Severity.ERROR : Severity.WARNING, line, rule, found, expected, m_strict ? "" : assumed);
    }

    void error(int line, String rule, String found, String expected) {
        add(Severity.ERROR, line, rule, found, expected, "");
    }

    private void add(Severity severity, int line, String rule, String found, String expected, String assumed) {
        if (severity == Severity.ERROR) {
            m_errors++;
        }
        int count = m_counts.merge(rule, 1, Integer::sum);
        if (count <= MOST_PER_RULE) {
            m_all.add(new Diagnostic(severity, m_source, line, rule, shortened(found), expected, assumed));
        } else if (count == MOST_PER_RULE + 1) {
            m_all.add(new Diagnostic(
                    severity, m_source, line, rule, "more of the same", expected, "the rest is not listed"));
        }
    }

    /** @return an empty log for the same text: what it collects counts only where {@link #add(CifLog)} takes it over */
    CifLog trial() {
        return new CifLog(m_source, m_strict);
    }

    void add(CifLog trial) {
        trial.m_all.forEach(d -> add(d.severity(), d.line(), d.rule(), d.found(), d.expected(), d.assumed()));
    }

    int errors() {
        return m_errors;
    }

    List<Diagnostic> all() {
        return List.copyOf(m_all);
    }

    static String quote(CifValue v) {
        return v == null ? "nothing" : "\"" + v.text() + "\"";
    }

    private static String shortened(String s) {
        String oneLine = s.replace('\n', ' ').replace('\r', ' ');
        return oneLine.length() <= LONGEST_QUOTE ? oneLine : oneLine.substring(0, LONGEST_QUOTE) + "..";
    }
}
