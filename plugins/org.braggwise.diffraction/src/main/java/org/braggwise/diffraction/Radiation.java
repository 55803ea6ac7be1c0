// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.diffraction;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The X-rays of a measurement: one wavelength, or several that are measured together.
 *
 * @param name "Cu Ka", "Cu Ka1", "Cu Ka1+Ka2", "1.0 A", "from file"
 * @param lines the wavelengths with their weights, which the constructor brings to a sum of 1
 */
public record Radiation(String name, List<Line> lines) {

    /**
     * One spectral line.
     *
     * @param wavelengthAngstrom above 0
     * @param weight its share of the intensity, above 0
     */
    public record Line(double wavelengthAngstrom, double weight) {

        /** @throws IllegalArgumentException unless both are positive and finite */
        public Line {
            if (!(wavelengthAngstrom > 0 && wavelengthAngstrom < 1e3)) {
                throw new IllegalArgumentException(
                        "Wavelength is " + wavelengthAngstrom + " angstrom: expected a positive number.");
            }
            if (!(weight > 0 && weight < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException("Weight of the line at " + wavelengthAngstrom + " angstrom is "
                        + weight + ": expected a positive number.");
            }
        }
    }

    /* K-alpha-1 and K-alpha-2: International Tables C (2004), table 4.2.2.4, after Deslattes et al. (2003), Rev. Mod. Phys. 75, 35,
    doi:10.1103/RevModPhys.75.35. Weighted means: the conventional values on the scale of Bearden (1967), Rev. Mod. Phys. 39, 78,
    doi:10.1103/RevModPhys.39.78, that published patterns and databases are computed with; (2 Ka1 + Ka2) / 3 of the lines above is larger
    by two parts in 100 000. */
    private static final Map<String, Radiation> NAMED = new LinkedHashMap<>();

    /** K-alpha-1 and K-alpha-2 of an anode, by the name of their weighted mean. */
    private static final Map<String, Radiation> DOUBLETS = new LinkedHashMap<>();

    static {
        add("Cu", 1.54184, 1.54059290, 1.54442740);
        add("Co", 1.79026, 1.7889960, 1.7928350);
        add("Mo", 0.71073, 0.70931715, 0.7136070);
        add("Cr", 2.29100, 2.2897260, 2.2936510);
        add("Fe", 1.93736, 1.9360410, 1.9399730);
        add("Ag", 0.56087, 0.55942178, 0.5638131);
    }

    private static final double SAME_ANGSTROM = 1e-4;

    /** People write 1.5405 to 1.541 for the first line of copper, and 1.5418 to 1.542 for the mean. */
    private static final double ROUNDED_ANGSTROM = 4.5e-4;

    /** @throws IllegalArgumentException for a blank name or no line */
    public Radiation {
        if (name == null || name.isBlank() || lines.isEmpty()) {
            throw new IllegalArgumentException("Radiation \"" + name + "\" has " + lines.size()
                    + " lines: expected a name and at least one line.");
        }
        double sum = 0;
        for (Line line : lines) {
            sum += line.weight();
        }
        List<Line> normalised = new ArrayList<>();
        for (Line line : lines) {
            normalised.add(sum == 1 ? line : new Line(line.wavelengthAngstrom(), line.weight() / sum));
        }
        lines = List.copyOf(normalised);
    }

    private static void add(String anode, double mean, double alpha1, double alpha2) {
        put(new Radiation(anode + " Ka", List.of(new Line(mean, 1))));
        put(new Radiation(anode + " Ka1", List.of(new Line(alpha1, 1))));
        Radiation doublet =
                new Radiation(anode + " Ka1+Ka2", List.of(new Line(alpha1, 2 / 3.0), new Line(alpha2, 1 / 3.0)));
        put(doublet);
        DOUBLETS.put(anode + " Ka", doublet);
    }

    private static void put(Radiation radiation) {
        NAMED.put(radiation.name(), radiation);
    }

    /**
     * @param name an anode (Cu, Co, Mo, Cr, Fe, Ag) with "Ka" (weighted mean, one line), "Ka1" or "Ka1+Ka2" (2 : 1), such as "Cu Ka"
     * @return the radiation
     * @throws IllegalArgumentException for any other name
     */
    public static Radiation of(String name) {
        Radiation radiation = NAMED.get(name);
        if (radiation == null) {
            throw new IllegalArgumentException("Radiation \"" + name + "\" is not known: expected one of "
                    + NAMED.keySet() + ", or a wavelength.");
        }
        return radiation;
    }

    /** @return K-alpha-1 and K-alpha-2 of the anode whose weighted mean this is; empty for any other radiation */
    public Optional<Radiation> doublet() {
        return Optional.ofNullable(DOUBLETS.get(name));
    }

    /**
     * What a scan of a tube may show instead, whatever was written beside it: K-alpha-1 and K-alpha-2 for K-alpha-1 or the mean alone, since only
     * a good monochromator parts them; K-alpha-1 for both, since programs write both down whether there is such a monochromator or not.
     *
     * @return the other lines of the anode; empty for any other radiation
     */
    public Optional<Radiation> otherTubeLines() {
        return anode().map(anode -> lines.size() == 1 ? DOUBLETS.get(anode) : NAMED.get(anode + "1"));
    }

    /** @return K-alpha-1 and K-alpha-2 of each other anode, where these are the lines of one; else empty: nobody takes a synchrotron for a tube */
    public List<Radiation> otherAnodes() {
        return anode().map(own -> DOUBLETS.entrySet().stream()
                        .filter(other -> !other.getKey().equals(own))
                        .map(Map.Entry::getValue)
                        .toList())
                .orElse(List.of());
    }

    /** The name of the weighted mean of the anode whose lines these are. */
    private Optional<String> anode() {
        return DOUBLETS.keySet().stream()
                .filter(a -> lines.size() == 1
                        ? isNear(NAMED.get(a + "1")) || isNear(NAMED.get(a))
                        : lines.size() == 2 && isNear(DOUBLETS.get(a)))
                .findFirst();
    }

    /** @return whether the strongest line is one of those of an anode: another wavelength is a synchrotron's */
    public boolean isOfTube() {
        return NAMED.values().stream()
                .flatMap(known -> known.lines.stream())
                .anyMatch(line -> isNear(line, strongestLine()));
    }

    private boolean isNear(Radiation other) {
        for (int i = 0; i < lines.size(); i++) {
            if (!isNear(lines.get(i), other.lines.get(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isNear(Line one, Line other) {
        return Math.abs(one.wavelengthAngstrom() - other.wavelengthAngstrom()) <= ROUNDED_ANGSTROM;
    }

    /** @return the names that {@link #of} knows */
    public static List<String> names() {
        return List.copyOf(NAMED.keySet());
    }

    /** @return radiation of one wavelength, in angstrom, named after it */
    public static Radiation monochromatic(double wavelengthAngstrom) {
        return new Radiation(wavelengthAngstrom + " A", List.of(new Line(wavelengthAngstrom, 1)));
    }

    /**
     * @param text as {@link #toText} writes it, or anything else
     * @param wavelengthAngstrom the mean wavelength stated beside it
     * @return the lines that the text tells where they have that mean; else one line of that wavelength
     */
    public static Radiation ofText(String text, double wavelengthAngstrom) {
        return RadiationText.read(text)
                .filter(r -> r.hasMean(wavelengthAngstrom))
                .orElseGet(() -> monochromatic(wavelengthAngstrom));
    }

    /**
     * As {@link #ofText}, but nothing of what is stated gets lost: the radiation keeps the name and exactly the mean wavelength.
     *
     * @param name blank for that of {@link #monochromatic}
     * @return the lines that the name tells where they have just that mean; else one line of that wavelength with that name
     */
    public static Radiation named(String name, double wavelengthAngstrom) {
        return RadiationText.read(name)
                .filter(r -> r.wavelengthAngstrom() == wavelengthAngstrom)
                .orElseGet(() -> name.isBlank()
                        ? monochromatic(wavelengthAngstrom)
                        : new Radiation(name, List.of(new Line(wavelengthAngstrom, 1))));
    }

    /** @return the lines that the name tells where they have the same mean, up to the digits of tables; else this */
    public Radiation recognised() {
        return RadiationText.read(name)
                .filter(r -> r.hasMean(wavelengthAngstrom()))
                .orElse(this);
    }

    /** @return the radiation as a cell says it: "Cu Ka1+Ka2", or "1.5406 A + 0.5 x 1.54439 A" where its name does not tell its lines */
    public String toText() {
        return RadiationText.of(this);
    }

    /** @return whether it has the mean wavelength: tables differ by less, radiations of one anode, as K-alpha and K-alpha-1, by more */
    boolean hasMean(double otherAngstrom) {
        return Math.abs(wavelengthAngstrom() - otherAngstrom) < SAME_ANGSTROM;
    }

    /** @return the mean wavelength in angstrom, weighted by the lines' weights */
    public double wavelengthAngstrom() {
        double sum = 0;
        for (Line line : lines) {
            sum += line.weight() * line.wavelengthAngstrom();
        }
        return sum;
    }

    /** @return the line of the greatest weight, the first of those: where tables say that a reflection is */
    public Line strongestLine() {
        Line strongest = lines.get(0);
        for (Line line : lines) {
            strongest = line.weight() > strongest.weight() ? line : strongest;
        }
        return strongest;
    }
}
