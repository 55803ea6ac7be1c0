// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.knime.common.table;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.braggwise.diffraction.PatternSpace;
import org.braggwise.diffraction.scattering.ScatteringTable;
import org.braggwise.diffraction.simulation.DisplacementSource;
import org.braggwise.diffraction.simulation.PeakProfile;
import org.braggwise.diffraction.simulation.SimulationSettings;

/**
 * What the patterns of a column were simulated with, or augmented from, beside their grid and radiation: what an augmented pattern must
 * have too, or a network could tell by it which is which, and what the matcher must count with.
 *
 * @param profile the peak shape
 * @param ions whether charges chose ions' scattering factors
 * @param table the scattering factors
 * @param anomalous whether f' and f'' were added
 * @param monochromatorTwoThetaDeg the Bragg angle 2 theta of a monochromator's crystal in degrees, 0 for none
 * @param displacements where displacement parameters came from
 * @param further what was added to the ideal pattern, such as "a background", for people
 */
public record HowSimulated(
        PeakProfile profile,
        boolean ions,
        ScatteringTable table,
        boolean anomalous,
        double monochromatorTwoThetaDeg,
        DisplacementSource displacements,
        List<String> further) {

    /** Counting noise, among {@link #further}. */
    public static final String NOISE = "noise";

    /** The simulator's. */
    public static final HowSimulated DEFAULT = new HowSimulated(
            PeakProfile.DEFAULT,
            false,
            ScatteringTable.WAASMAIER_KIRFEL,
            true,
            0,
            DisplacementSource.STRUCTURE_ELSE_TABLE,
            List.of());

    private static final String PROFILE = "lines";
    private static final String IONS = "ions";
    private static final String TABLE = "scatteringFactors";
    private static final String ANOMALOUS = "anomalous";
    private static final String MONOCHROMATOR = "monochromatorTwoThetaDeg";
    private static final String DISPLACEMENTS = "displacements";
    private static final String FURTHER = "further";
    private static final String AND = "; ";
    private static final String BETWEEN = ", ";

    /** @return all of it as NAME: VALUE, for {@link #ofText}, and for people who look at a column's properties */
    public String toText() {
        return String.join(
                AND,
                PROFILE + ": " + profile.toText(),
                IONS + ": " + ions,
                TABLE + ": " + table,
                ANOMALOUS + ": " + anomalous,
                MONOCHROMATOR + ": " + monochromatorTwoThetaDeg,
                DISPLACEMENTS + ": " + displacements,
                FURTHER + ": " + String.join(BETWEEN, further));
    }

    /**
     * @param text what {@link #toText} made, of this version or another: what it does not say is as in {@link #DEFAULT}
     * @throws IllegalArgumentException for anything else
     */
    public static HowSimulated ofText(String text) {
        Map<String, String> parts = new HashMap<>();
        for (String part : text.split(AND)) {
            int colon = part.indexOf(':');
            if (colon < 0) {
                throw new IllegalArgumentException("\"" + part + "\" in \"" + text + "\" is not NAME: VALUE.");
            }
            parts.put(part.substring(0, colon), part.substring(colon + 1).strip());
        }
        HowSimulated d = DEFAULT;
        String further = parts.getOrDefault(FURTHER, "");
        return new HowSimulated(
                PeakProfile.ofText(parts.getOrDefault(PROFILE, d.profile.toText())),
                Boolean.parseBoolean(parts.getOrDefault(IONS, "" + d.ions)),
                ScatteringTable.valueOf(parts.getOrDefault(TABLE, d.table.name())),
                Boolean.parseBoolean(parts.getOrDefault(ANOMALOUS, "" + d.anomalous)),
                Double.parseDouble(parts.getOrDefault(MONOCHROMATOR, "" + d.monochromatorTwoThetaDeg)),
                DisplacementSource.valueOf(parts.getOrDefault(DISPLACEMENTS, d.displacements.name())),
                further.isEmpty() ? d.further : List.of(further.split(BETWEEN)));
    }

    /** @return the same with nothing further */
    public HowSimulated ideal() {
        return new HowSimulated(profile, ions, table, anomalous, monochromatorTwoThetaDeg, displacements, List.of());
    }

    /** @return settings of an ideal simulation like that, on a space's grid with its radiation */
    public SimulationSettings.Builder simulation(PatternSpace space) {
        return SimulationSettings.builder()
                .grid(space.grid())
                .radiation(space.radiation())
                .profile(profile)
                .ions(ions)
                .formFactors(table.factors())
                .anomalous(anomalous)
                .monochromatorTwoThetaDeg(monochromatorTwoThetaDeg)
                .displacementSource(displacements);
    }
}
