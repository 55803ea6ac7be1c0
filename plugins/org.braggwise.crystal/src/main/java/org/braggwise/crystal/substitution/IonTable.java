// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.crystal.substitution;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Which ions may hold which kind of site.
 *
 * <p>The {@linkplain #standard() default} lists, for A and B, the ions that hold the site in at least one of the 313 compounds that are
 * known to be perovskites (C. J. Bartel et al., Sci. Adv. 5, eaav0693 (2019), table S1), without Pa, Np, Pu and Am; for X, O2-, S2-,
 * Se2-, F-, Cl-, Br- and I-. Radii are Shannon's at the coordination nearest to 12 (A) and 6 (B and X), high spin.
 */
public final class IonTable {

    private static final class Standard {
        static final IonTable TABLE = parse(null, "ions.tsv");
    }

    private final String m_source;
    private final List<Ion> m_ions;

    /**
     * @param source where the ions come from, for messages and provenance
     * @param ions the ions, an ion at most once a site
     * @throws IllegalArgumentException where a site has no ion, or an ion stands twice
     */
    public IonTable(String source, List<Ion> ions) {
        m_source = source;
        m_ions = List.copyOf(ions);
        Set<String> seen = new HashSet<>();
        for (Ion i : m_ions) {
            if (!seen.add(i.site() + " " + i)) {
                throw new IllegalArgumentException(
                        source + ": " + i + " stands twice for site " + i.site() + ". Keep one.");
            }
        }
        for (IonSite s : IonSite.values()) {
            if (of(s).isEmpty()) {
                throw new IllegalArgumentException(
                        source + " has no ion for site " + s + ": expected at least one ion each for A, B and X.");
            }
        }
    }

    /** @return the default table */
    public static IonTable standard() {
        return Standard.TABLE;
    }

    /**
     * @param source where the ions come from
     * @param ions for some kinds of site or all
     * @return a table of these ions, with those of the default table for the kinds of site that they leave out
     * @throws IllegalArgumentException where an ion stands twice
     */
    public static IonTable completed(String source, List<Ion> ions) {
        List<Ion> all = new ArrayList<>(ions);
        for (IonSite site : IonSite.values()) {
            if (ions.stream().noneMatch(i -> i.site() == site)) {
                all.addAll(standard().of(site));
            }
        }
        return new IonTable(source, all);
    }

    private static IonTable parse(String text, String source) {
        List<Ion> ions = new ArrayList<>();
        for (String[] f : text == null ? TabSeparated.resource(source, 4) : TabSeparated.parse(text, source, 4)) {
            ions.add(new Ion(f[1], Integer.parseInt(f[2]), IonSite.valueOf(f[0]), Double.parseDouble(f[3])));
        }
        return new IonTable(text == null ? "the default ion table" : source, ions);
    }

    /**
     * A radius for a user's ion without one: Shannon's, at coordination 12 for A and 6 for B and X.
     *
     * @return the ion, with NaN where Shannon has no such ion
     */
    public static Ion ionWithShannonRadius(String element, int charge, IonSite site) {
        return new Ion(element, charge, site, ShannonRadii.of(element, charge, site == IonSite.A ? 12 : 6));
    }

    /** @return where the ions come from */
    public String source() {
        return m_source;
    }

    /** @return all ions, in the order of the table */
    public List<Ion> ions() {
        return m_ions;
    }

    /** @return the ions of a kind of site, in the order of the table */
    public List<Ion> of(IonSite site) {
        return m_ions.stream().filter(i -> i.site() == site).toList();
    }
}
