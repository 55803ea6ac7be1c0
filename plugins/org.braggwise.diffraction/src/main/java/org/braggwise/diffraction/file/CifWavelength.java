// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.diffraction.file;

import static org.braggwise.crystal.Diagnostic.Severity.INFO;
import static org.braggwise.crystal.Diagnostic.Severity.WARNING;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.braggwise.diffraction.Radiation;

/** The radiation of a scan in a powder CIF: of its own data block, else of the only other block that states one. */
final class CifWavelength {

    private static final String WAVELENGTH = "_diffrn_radiation_wavelength";
    private static final List<String> NAMES = List.of(
            WAVELENGTH,
            "_diffrn_radiation_wavelength_wavelength",
            "_diffrn_radiation_wavelength_value",
            "_pd_proc_wavelength");
    private static final Pattern TYPE =
            Pattern.compile("(Cu|Co|Mo|Cr|Fe|Ag)\\s*-?K.*?(?:a(lpha)?|α)(?:~|_)?\\s*(1)?(?!.*2)");

    private final List<DataBlock> m_blocks;
    private final DataBlock m_block;

    CifWavelength(List<DataBlock> blocks, DataBlock block) {
        m_blocks = blocks;
        m_block = block;
    }

    void giveTo(ScanBuilder scan) {
        if (m_block.single("_diffrn_radiation_probe").equalsIgnoreCase("neutron")) {
            scan.note(WARNING, 0, "radiation", "neutrons", "X-rays", "read as it is");
        }
        DataBlock stating = m_block;
        if (item(m_block) == null) {
            List<DataBlock> others =
                    m_blocks.stream().filter(b -> item(b) != null).toList();
            if (others.size() == 1
                    || others.stream().map(b -> item(b).values()).distinct().count() == 1) {
                stating = others.get(0);
                scan.note(
                        INFO,
                        item(stating).line(),
                        "wavelength",
                        "one in the data block " + stating.name(),
                        "",
                        "that of the scan");
            } else if (others.size() > 1) {
                scan.note(
                        WARNING,
                        0,
                        "wavelength",
                        "different wavelengths in other data blocks",
                        "one in the block of the scan",
                        "none: give it in the node");
                return;
            }
        }
        DataBlock.Item waves = item(stating);
        if (waves != null) {
            give(scan, waves, stating);
        } else {
            fromType(scan);
        }
    }

    private static DataBlock.Item item(DataBlock block) {
        return NAMES.stream()
                .map(block::item)
                .filter(i ->
                        i != null && !i.values().isEmpty() && !i.values().get(0).matches("[?.]"))
                .findFirst()
                .orElse(null);
    }

    private void give(ScanBuilder scan, DataBlock.Item waves, DataBlock stating) {
        int n = waves.values().size();
        DataBlock.Item weights = stating.item(WAVELENGTH + "_wt");
        List<Radiation.Line> weighted = new ArrayList<>();
        List<Double> usable = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            NumberWithUncertainty wave = NumberWithUncertainty.of(waves.values().get(i));
            NumberWithUncertainty weight = weights == null || weights.values().size() != n
                    ? null
                    : NumberWithUncertainty.of(weights.values().get(i));
            if (wave == null || !WavelengthClues.usable(wave.value())) {
                continue;
            }
            usable.add(wave.value());
            if (weight != null && weight.value() > 0) {
                weighted.add(new Radiation.Line(wave.value(), weight.value()));
            }
        }
        if (usable.isEmpty()) {
            scan.note(
                    WARNING,
                    waves.line(),
                    "wavelength",
                    waves.values().get(0),
                    "one between 0.05 and 5 angstrom",
                    "not used");
        } else if (usable.size() == 1) {
            scan.radiation(new Radiation("from file", List.of(new Radiation.Line(usable.get(0), 1))), null);
        } else if (weighted.size() == usable.size()) {
            scan.radiation(new Radiation("from file", weighted), null);
        } else if (weighted.size() == 1) {
            scan.radiation(new Radiation("from file", weighted), null);
        } else {
            withoutWeights(scan, usable, waves.line());
        }
    }

    private static void withoutWeights(ScanBuilder scan, List<Double> waves, int line) {
        List<Double> sorted = waves.stream().distinct().sorted().toList();
        int longest = sorted.size() - 1;
        if (longest == 0) {
            scan.radiation(new Radiation("from file", List.of(new Radiation.Line(sorted.get(0), 1))), null);
            return;
        }
        boolean doublet = sorted.get(longest) < 1.01 * sorted.get(longest - 1);
        if (doublet) {
            // a third, shorter one is K-beta
            new WavelengthClues()
                    .alpha1(sorted.get(longest - 1))
                    .alpha2(sorted.get(longest))
                    .giveTo(scan);
        } else {
            scan.note(
                    WARNING,
                    line,
                    "wavelength",
                    sorted + " without weights",
                    "one, or a doublet",
                    "none: give it in the node");
        }
    }

    private void fromType(ScanBuilder scan) {
        Matcher m = TYPE.matcher(m_block.single("_diffrn_radiation_type").replace("\\", ""));
        if (m.find()) {
            new WavelengthClues()
                    .anode(m.group(1))
                    .measured(m.group(3) == null ? "Ka" : "Ka1")
                    .giveTo(scan);
        }
    }
}
