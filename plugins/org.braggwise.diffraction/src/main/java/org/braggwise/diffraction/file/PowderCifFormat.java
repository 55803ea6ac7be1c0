// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.diffraction.file;

import static org.braggwise.crystal.Diagnostic.Severity.INFO;
import static org.braggwise.crystal.Diagnostic.Severity.WARNING;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * Powder CIF (pdCIF dictionary, International Tables G, 3.3 and 4.2): measured or processed profiles against two-theta, d or Q, listed or as
 * range and increment; each data block with a profile is a scan. A wavelength that stands in another block is that of the scan where it is
 * the only one of the file.
 */
final class PowderCifFormat {

    private static final Map<String, Abscissa> ANGLES = new LinkedHashMap<>();

    static {
        ANGLES.put("_pd_proc_2theta_corrected", Abscissa.TWO_THETA_DEG);
        ANGLES.put("_pd_meas_2theta_scan", Abscissa.TWO_THETA_DEG);
        ANGLES.put("_pd_proc_recip_len_q", Abscissa.Q_PER_ANGSTROM);
        ANGLES.put("_pd_proc_d_spacing", Abscissa.D_ANGSTROM);
    }

    private static final List<String> RANGES = List.of("_pd_proc_2theta_range_", "_pd_meas_2theta_range_");
    private static final String TOTAL_COUNTS = "_pd_meas_counts_total";
    private static final List<String> INTENSITIES = List.of(
            TOTAL_COUNTS,
            "_pd_meas_intensity_total",
            "_pd_proc_intensity_total",
            "_pd_proc_intensity_net",
            "_pd_calc_intensity_total",
            "_pd_calc_intensity_net");
    private static final String SECONDS = "_pd_meas_step_count_time";

    private final String m_source;
    private final List<DataBlock> m_blocks;

    private PowderCifFormat(String text, String source) {
        m_source = source;
        m_blocks = DataBlock.of(text.replace("\r\n", "\n").replace('\r', '\n'), source);
    }

    static PatternFileContent read(String text, String source) {
        return new PowderCifFormat(text, source).read();
    }

    private PatternFileContent read() {
        Scans scans = new Scans();
        for (DataBlock block : m_blocks) {
            if (block.damage() != null) {
                scans.refuse(block.damage());
                continue;
            }
            String intensity = INTENSITIES.stream()
                    .filter(n -> block.item(n) != null && block.item(n).values().size() > 1 && hasAngles(block))
                    .findFirst()
                    .orElse("");
            if (!intensity.isEmpty()) {
                scans.add(index -> scan(block, intensity, index));
            }
        }
        boolean flight = m_blocks.stream().anyMatch(b -> b.item("_pd_meas_time_of_flight") != null);
        return scans.content(PatternFileException.in(
                m_source,
                flight
                        ? "a CIF with a time-of-flight profile"
                        : "a CIF without a profile in its " + m_blocks.size() + " data block(s)",
                "intensities (" + TOTAL_COUNTS + ", ...) against two-theta (_pd_meas_2theta_scan, ...)",
                flight ? "" : "A CIF of a structure alone goes into the CIF Reader."));
    }

    private static boolean hasAngles(DataBlock block) {
        return ANGLES.keySet().stream().anyMatch(n -> block.item(n) != null)
                || RANGES.stream()
                        .anyMatch(p -> !block.single(p + "min").isEmpty()
                                && !block.single(p + "inc").isEmpty());
    }

    private PatternFile scan(DataBlock block, String name, int index) {
        ScanBuilder scan = new ScanBuilder(m_source, PatternFormat.POWDER_CIF, index);
        DataBlock.Item y = block.item(name);
        new CifWavelength(m_blocks, block).giveTo(scan);
        double[] x = angles(block, y.values().size(), scan);
        DataBlock.Item seconds = name.equals(TOTAL_COUNTS) ? block.item(SECONDS) : null;
        boolean timed = seconds != null && seconds.values().size() == x.length;
        for (int i = 0; i < x.length; i++) {
            NumberWithUncertainty v = NumberWithUncertainty.of(y.values().get(i));
            if (v == null) {
                if (block.cutAtLine() > 0 && i == x.length - 1) {
                    break;
                }
                throw wrong(y.values().get(i), i, name, y.line(), "a number");
            }
            scan.add(x[i], v.value(), 0);
            if (!Double.isNaN(v.uncertainty())) {
                scan.addSigma(v.uncertainty());
            }
            if (timed) {
                NumberWithUncertainty t =
                        NumberWithUncertainty.of(seconds.values().get(i));
                scan.addSeconds(t == null ? Double.NaN : t.value());
            }
        }
        double stated = number(block, "_pd_meas_number_of_points");
        if (stated > scan.points() && block.cutAtLine() == 0) {
            scan.interrupted(
                    y.line(), scan.points() + " points", (long) stated + " as _pd_meas_number_of_points states");
        }
        if (block.cutAtLine() > 0) {
            scan.interrupted(block.cutAtLine(), "the end of the file inside a row", "all values of the loop");
        }
        if (name.startsWith("_pd_calc")) {
            scan.note(WARNING, y.line(), "calculated", name, "a measured profile", "the calculated one");
        }
        scan.metadata("data block", block.name());
        scan.metadata("intensity item", name);
        block.items().forEach((key, item) -> {
            if (item.values().size() == 1 && key.matches("_(pd|diffrn|chemical)_.*")) {
                scan.metadata(key, item.values().get(0));
            }
        });
        return scan.build();
    }

    private PatternFileException wrong(String value, int at, String name, int line, String expected) {
        return PatternFileException.atLine(
                m_source,
                line,
                PatternFileException.quote(value) + " as value " + (at + 1) + " of " + name,
                expected,
                "");
    }

    private double[] angles(DataBlock block, int n, ScanBuilder scan) {
        for (Map.Entry<String, Abscissa> entry : ANGLES.entrySet()) {
            DataBlock.Item item = block.item(entry.getKey());
            if (item == null || item.values().size() != n) {
                continue;
            }
            Abscissa abscissa = entry.getValue();
            OptionalDouble wavelength = scan.wavelengthAngstrom();
            if (abscissa.needsWavelength() && wavelength.isEmpty()) {
                throw PatternFileException.atLine(
                        m_source,
                        item.line(),
                        entry.getKey() + ", and no wavelength",
                        "two-theta, or _diffrn_radiation_wavelength",
                        "");
            }
            double[] x = new double[n];
            for (int i = 0; i < n; i++) {
                NumberWithUncertainty v = NumberWithUncertainty.of(item.values().get(i));
                double angle = v == null ? Double.NaN : abscissa.twoThetaDeg(v.value(), wavelength.orElse(1));
                if (Double.isNaN(angle)) {
                    throw wrong(item.values().get(i), i, entry.getKey(), item.line(), abscissa.label());
                }
                x[i] = angle;
            }
            if (abscissa != Abscissa.TWO_THETA_DEG) {
                scan.note(INFO, item.line(), "abscissa", abscissa.label(), "two-theta in degrees", "converted");
            }
            return x;
        }
        return range(block, n);
    }

    private double[] range(DataBlock block, int n) {
        for (String prefix : RANGES) {
            double start = number(block, prefix + "min");
            double end = number(block, prefix + "max");
            double step = number(block, prefix + "inc");
            if (!(step > 0) || !(end > start)) {
                continue;
            }
            long count = Math.round((end - start) / step) + 1;
            if (count != n && !(block.cutAtLine() > 0 && n < count)) {
                throw PatternFileException.in(
                        m_source,
                        n + " intensities",
                        count + " for " + prefix + "min/max/inc " + start + ", " + end + ", " + step,
                        "The file is cut short or its range is wrong.");
            }
            double[] x = new double[n];
            for (int i = 0; i < n; i++) {
                x[i] = start + i * step;
            }
            return x;
        }
        throw PatternFileException.in(
                m_source,
                n + " intensities in the data block " + block.name() + " and another number of angles",
                "as many of both",
                "");
    }

    private static double number(DataBlock block, String name) {
        NumberWithUncertainty v = NumberWithUncertainty.of(block.single(name));
        return v == null ? Double.NaN : v.value();
    }
}
