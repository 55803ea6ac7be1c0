// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.diffraction.file;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

import org.braggwise.crystal.Diagnostic;
import org.braggwise.diffraction.Radiation;

/**
 * Powder CIF (pdCIF dictionary, International Tables G, 3.3 and 4.2): measured or processed profiles against two-theta, listed or as
 * range and increment; each data block with a profile is a scan.
 */
final class PowderCifFormat {

    private static final List<String> ANGLES = List.of("_pd_proc_2theta_corrected", "_pd_meas_2theta_scan");
    private static final List<String> RANGES = List.of("_pd_proc_2theta_range_", "_pd_meas_2theta_range_");
    private static final List<String> INTENSITIES = List.of(
            "_pd_meas_counts_total",
            "_pd_meas_intensity_total",
            "_pd_proc_intensity_total",
            "_pd_proc_intensity_net",
            "_pd_calc_intensity_total",
            "_pd_calc_intensity_net");

    private PowderCifFormat() {}

    /** The values of one item and the line where its first value stands. */
    private record Item(List<String> values, int line) {}

    static List<PatternFile> read(String text, String source) {
        List<PatternFile> scans = new ArrayList<>();
        List<Map<String, Item>> blocks = blocks(text, source);
        for (Map<String, Item> block : blocks) {
            PatternFile scan = scan(block, source, scans.size());
            if (scan != null) {
                scans.add(scan);
            }
        }
        if (scans.isEmpty()) {
            boolean flight = blocks.stream().anyMatch(b -> b.containsKey("_pd_meas_time_of_flight"));
            throw PatternFileException.in(
                    source,
                    flight ? "a time-of-flight profile" : "no profile in " + blocks.size() + " data block(s)",
                    "intensities (" + INTENSITIES.get(0) + ", ...) against two-theta (" + ANGLES.get(1) + ", ...)",
                    flight ? "" : "A CIF of a structure alone goes into the CIF Reader.");
        }
        return scans;
    }

    private static PatternFile scan(Map<String, Item> block, String source, int index) {
        ScanBuilder scan = new ScanBuilder(source, PatternFormat.POWDER_CIF, index);
        for (String name : INTENSITIES) {
            Item y = block.get(name);
            if (y == null || y.values.size() < 2) {
                continue;
            }
            double[] x = angles(block, y.values.size(), source);
            if (x == null) {
                continue;
            }
            for (int i = 0; i < x.length; i++) {
                double[] v = number(y.values.get(i));
                if (v == null) {
                    throw PatternFileException.atLine(
                            source,
                            y.line,
                            PatternFileException.quote(y.values.get(i)) + " as value " + (i + 1) + " of " + name,
                            "a number",
                            "");
                }
                scan.add(x[i], v[0], 0);
                if (v[1] == v[1]) {
                    scan.addSigma(v[1]);
                }
            }
            if (name.startsWith("_pd_calc")) {
                scan.note(
                        Diagnostic.Severity.WARNING,
                        y.line,
                        "calculated",
                        name,
                        "a measured profile",
                        "the calculated one");
            }
            scan.metadata("intensity item", name);
            scan.radiation(radiation(block));
            block.forEach((key, item) -> {
                if (item.values.size() == 1
                        && (key.startsWith("_pd_")
                                || key.startsWith("_diffrn_")
                                || key.startsWith("_chemical_")
                                || key.equals("data_"))) {
                    scan.metadata(key, item.values.get(0));
                }
            });
            return scan.build();
        }
        return null;
    }

    private static double[] angles(Map<String, Item> block, int n, String source) {
        for (String name : ANGLES) {
            Item item = block.get(name);
            if (item != null && item.values.size() == n) {
                double[] x = new double[n];
                for (int i = 0; i < n; i++) {
                    double[] v = number(item.values.get(i));
                    if (v == null || v[0] != v[0]) {
                        throw PatternFileException.atLine(
                                source,
                                item.line,
                                PatternFileException.quote(item.values.get(i)) + " as value " + (i + 1) + " of " + name,
                                "an angle in degrees",
                                "");
                    }
                    x[i] = v[0];
                }
                return x;
            }
        }
        for (String prefix : RANGES) {
            double start = single(block, prefix + "min");
            double end = single(block, prefix + "max");
            double step = single(block, prefix + "inc");
            if (step > 0 && end > start) {
                long count = Math.round((end - start) / step) + 1;
                if (count != n) {
                    throw PatternFileException.in(
                            source,
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
        }
        return null;
    }

    private static double single(Map<String, Item> block, String name) {
        Item item = block.get(name);
        double[] v = item == null || item.values.size() != 1 ? null : number(item.values.get(0));
        return v == null ? Double.NaN : v[0];
    }

    private static Radiation radiation(Map<String, Item> block) {
        Item waves = block.get("_diffrn_radiation_wavelength");
        if (waves == null) {
            return null;
        }
        Item weights = block.get("_diffrn_radiation_wavelength_wt");
        List<Radiation.Line> lines = new ArrayList<>();
        double sum = 0;
        for (int i = 0; i < waves.values.size(); i++) {
            double[] wave = number(waves.values.get(i));
            double[] weight = weights == null || weights.values.size() != waves.values.size()
                    ? null
                    : number(weights.values.get(i));
            if (wave == null
                    || !StatedRadiation.usable(wave[0])
                    || waves.values.size() > 1 && (weight == null || !(weight[0] > 0))) {
                return null;
            }
            lines.add(new Radiation.Line(wave[0], weight == null || !(weight[0] > 0) ? 1 : weight[0]));
            sum += lines.get(i).weight();
        }
        double total = sum;
        return new Radiation(
                "from file",
                lines.stream()
                        .map(l -> new Radiation.Line(l.wavelengthAngstrom(), l.weight() / total))
                        .collect(Collectors.toList()));
    }

    /** {value, standard uncertainty or NaN}; {NaN, NaN} for "?" and "."; null where it is no number. "143.91(26)" has 0.26. */
    static double[] number(String text) {
        if (text.equals("?") || text.equals(".")) {
            return new double[] {Double.NaN, Double.NaN};
        }
        int open = text.indexOf('(');
        String digits = open > 0 ? text.substring(0, open) : text;
        Double value = TextLayout.BLANKS.number(digits);
        if (value == null) {
            return null;
        }
        if (open < 0) {
            return new double[] {value, Double.NaN};
        }
        if (!text.substring(open).matches("\\(\\d{1,9}\\)")) {
            return null;
        }
        double su = Double.parseDouble(text.substring(open + 1, text.length() - 1));
        int exponentAt = digits.toLowerCase(Locale.ROOT).indexOf('e');
        String mantissa = exponentAt < 0 ? digits : digits.substring(0, exponentAt);
        int point = mantissa.indexOf('.');
        double scale = Math.pow(
                10,
                (point < 0 ? 0 : point + 1 - mantissa.length())
                        + (exponentAt < 0 ? 0 : Double.parseDouble(digits.substring(exponentAt + 1))));
        return new double[] {value, su * scale};
    }

    private static List<Map<String, Item>> blocks(String text, String source) {
        List<Map<String, Item>> blocks = new ArrayList<>();
        CifWords words = new CifWords(text, source);
        Map<String, Item> block = new HashMap<>();
        while (words.next()) {
            String word = words.word();
            String lower = words.quoted() ? "" : word.toLowerCase(Locale.ROOT);
            if (lower.startsWith("data_")) {
                block = new HashMap<>();
                block.put("data_", new Item(List.of(word.substring(5)), words.line()));
                blocks.add(block);
            } else if (lower.equals("loop_")) {
                loop(words, block, source);
            } else if (lower.startsWith("_")) {
                int line = words.line();
                if (!words.next() || words.isTag() || words.isKeyword()) {
                    words.back();
                    continue;
                }
                block.put(lower.replace('.', '_'), new Item(List.of(words.word()), line));
            }
        }
        return blocks;
    }

    private static void loop(CifWords words, Map<String, Item> block, String source) {
        List<String> names = new ArrayList<>();
        int start = words.line();
        while (words.next()) {
            if (!words.isTag()) {
                words.back();
                break;
            }
            names.add(words.word().toLowerCase(Locale.ROOT).replace('.', '_'));
        }
        if (names.isEmpty()) {
            throw PatternFileException.atLine(source, start, "loop_ without items", "item names", "");
        }
        List<List<String>> columns = new ArrayList<>();
        names.forEach(n -> columns.add(new ArrayList<>()));
        int first = 0;
        int count = 0;
        while (words.next()) {
            if (words.isTag() || words.isKeyword()) {
                words.back();
                break;
            }
            first = first == 0 ? words.line() : first;
            columns.get(count++ % names.size()).add(words.word());
        }
        if (count % names.size() != 0) {
            throw PatternFileException.atLine(
                    source,
                    words.line(),
                    count + " values in the loop of line " + start,
                    "a multiple of its " + names.size() + " items",
                    "The file is cut short or a value has a blank without quotes.");
        }
        for (int i = 0; i < names.size(); i++) {
            block.put(names.get(i), new Item(columns.get(i), first));
        }
    }
}
