// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.crystal.cif;

import java.util.ArrayList;
import java.util.List;

import org.braggwise.crystal.CrystalStructure;
import org.braggwise.crystal.Site;

/**
 * Recognises occupancies that are counted as in FullProf and DBWS: a full site has its multiplicity over that of the general position, 1/48 for
 * the origin of P m -3 m. CIFs made of such files hold them, and read as shares of a site they make a crystal of next to nothing.
 */
final class RelativeOccupancies {

    /** Such numbers are written with four or five decimals: 1/192 as 0.0052. */
    private static final double ROUNDING = 0.02;

    /** An atom beside a special position is split over so many places; where one site alone tells, that is as likely. */
    private static final long LIKELY_DISORDER = 4;

    private RelativeOccupancies() {}

    /**
     * @param structure as the occupancies say
     * @param line of the first site, for messages
     * @return the structure with shares of sites; the same one where its occupancies are shares
     */
    static CrystalStructure told(CrystalStructure structure, FormulaSection formula, int line, CifLog log) {
        double order = structure.spaceGroup().order();
        List<Site> sites = structure.sites();
        List<Site> scaled = new ArrayList<>();
        int full = 0;
        int special = 0;
        double largest = 1;
        for (int i = 0; i < sites.size(); i++) {
            Site s = sites.get(i);
            double factor = order / structure.multiplicity(i);
            double share = s.occupancy() * factor;
            if (share > 1 + ROUNDING) {
                return structure;
            }
            boolean isFull = share > 1 - ROUNDING;
            full += isFull ? 1 : 0;
            if (isFull && factor > 1) {
                special++;
                largest = Math.max(largest, factor);
            }
            // rounded numbers of a full site make it full
            double times = isFull ? 1 / s.occupancy() : factor;
            scaled.add(new Site(
                    s.label(),
                    s.species().stream()
                            .map(p -> p.withOccupancy(p.occupancy() * times))
                            .toList(),
                    s.x(),
                    s.y(),
                    s.z(),
                    s.displacement()));
        }
        if (special == 0 || 2 * full <= sites.size()) {
            return structure;
        }
        CrystalStructure told =
                new CrystalStructure(structure.name(), structure.cell(), structure.spaceGroup(), scaled);
        String found =
                "occupancies that are the multiplicity of each site over that of the general position, which is how FullProf counts";
        if (Plausibility.canTell(formula)
                ? Plausibility.fits(structure, formula) || !Plausibility.fits(told, formula)
                : formula.disagrees(told.composition()) && !formula.disagrees(structure.composition())) {
            return structure;
        }
        boolean said = Plausibility.canTell(formula)
                || formula.disagrees(structure.composition()) && !formula.disagrees(told.composition());
        if (!said && special == 1 && largest <= LIKELY_DISORDER) {
            log.warning(
                    line,
                    "occupancy",
                    "one over its multiplicity on a special position: a share of the site, or a full site as FullProf counts",
                    "a formula that tells which",
                    "a share of the site");
            return structure;
        }
        log.warning(
                line,
                "occupancy",
                found,
                "1 for a full site",
                "full sites: " + told.formula() + " and not " + structure.formula());
        return told;
    }
}
