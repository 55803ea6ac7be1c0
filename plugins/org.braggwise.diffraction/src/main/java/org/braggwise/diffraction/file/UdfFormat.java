// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.diffraction.file;

import static org.braggwise.crystal.Diagnostic.Severity.WARNING;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Philips UDF: lines {@code Key, value, /}, then RawScan and the counts up to a closing slash. */
final class UdfFormat {

    private final String m_source;
    private final List<String> m_lines;
    private final boolean m_cutInNumber;
    private final Map<String, String[]> m_keys = new HashMap<>();

    private UdfFormat(String text, String source) {
        m_source = source;
        m_lines = text.lines().toList();
        m_cutInNumber = !text.isEmpty() && Character.isDigit(text.charAt(text.length() - 1));
    }

    static PatternFileContent read(String text, String source) {
        Scans scans = new Scans();
        scans.add(new UdfFormat(text, source)::scan);
        return scans.content(PatternFileException.in(source, "nothing", "a scan", ""));
    }

    private PatternFile scan(int index) {
        ScanBuilder scan = new ScanBuilder(m_source, PatternFormat.UDF, index);
        int i = 0;
        for (; i < m_lines.size() && !m_lines.get(i).strip().equals("RawScan"); i++) {
            String[] f = m_lines.get(i).strip().replaceAll(",?\\s*/\\s*$", "").split(",", -1);
            m_keys.put(f[0].strip(), f);
            if (f.length > 1) {
                scan.metadata(f[0], String.join(",", List.of(f).subList(1, f.length)));
            }
        }
        if (i == m_lines.size()) {
            throw PatternFileException.in(
                    m_source,
                    "no line RawScan",
                    "RawScan and the counts after it, as Philips UDF has them",
                    "The file is cut short, or of another format.");
        }
        double start = number("DataAngleRange", 1);
        double end = number("DataAngleRange", 2);
        double step = number("ScanStepSize", 1);
        if (!(step > 0) || !(end > start)) {
            throw PatternFileException.in(
                    m_source,
                    "DataAngleRange " + start + " to " + end + " in steps of " + step,
                    "a range in positive steps",
                    "");
        }
        boolean ended = counts(scan, i + 1, start, step);
        if (!ended && m_cutInNumber && scan.points() > 0) {
            scan.dropLast();
        }
        checkCount(scan, ended, Math.round((end - start) / step) + 1);
        String[] anode = m_keys.get("Anode");
        new WavelengthClues()
                .anode(anode == null || anode.length < 2 ? "" : anode[1])
                .alpha1(optional("LabdaAlpha1", "LambdaAlpha1"))
                .alpha2(optional("LabdaAlpha2", "LambdaAlpha2"))
                .beta(optional("LabdaBeta", "LambdaBeta"))
                .ratio(optional("RatioAlpha21", "RatioAlpha21"))
                .giveTo(scan);
        return scan.build();
    }

    /** @return whether the closing slash is there */
    private boolean counts(ScanBuilder scan, int from, double start, double step) {
        for (int i = from; i < m_lines.size(); i++) {
            String line = m_lines.get(i);
            int slash = line.indexOf('/');
            double[] counts = NumberList.of(slash < 0 ? line : line.substring(0, slash), m_source, i + 1, "counts");
            for (double y : counts) {
                scan.add(start + step * scan.points(), y, i + 1);
            }
            if (slash >= 0) {
                return true;
            }
        }
        return false;
    }

    private void checkCount(ScanBuilder scan, boolean ended, long expected) {
        String range = expected + " for the range of the header";
        if (!ended) {
            scan.interrupted(m_lines.size(), scan.points() + " counts and no closing /", range);
        } else if (Math.abs(scan.points() - expected) > 1) {
            throw PatternFileException.atLine(
                    m_source, m_lines.size(), scan.points() + " counts", range, "The header or the counts are wrong.");
        } else if (scan.points() != expected) {
            scan.note(WARNING, 0, "points", scan.points() + " counts", range, "the counts there");
        }
    }

    private double number(String key, int place) {
        String[] f = m_keys.get(key);
        Double v = f == null || f.length <= place ? null : Numeral.of(f[place].strip());
        if (v == null || v.isNaN()) {
            throw PatternFileException.in(
                    m_source,
                    f == null ? "no line " + key : PatternFileException.quote(String.join(",", f)),
                    key + " with a number in place " + place,
                    "");
        }
        return v;
    }

    /** The vendor's own spelling is "Labda". */
    private double optional(String key, String otherSpelling) {
        String[] f = m_keys.containsKey(key) ? m_keys.get(key) : m_keys.get(otherSpelling);
        return f == null || f.length < 2 ? Double.NaN : Numeral.orElse(f[1], Double.NaN);
    }
}
