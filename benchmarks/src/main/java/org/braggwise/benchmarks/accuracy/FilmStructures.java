// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.benchmarks.accuracy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.braggwise.crystal.CrystalStructure;
import org.braggwise.crystal.Displacement;
import org.braggwise.crystal.Site;
import org.braggwise.crystal.Species;
import org.braggwise.crystal.geometry.UnitCell;
import org.braggwise.crystal.substitution.CellMode;
import org.braggwise.crystal.substitution.Ion;
import org.braggwise.crystal.substitution.IonSite;
import org.braggwise.crystal.substitution.IonTable;
import org.braggwise.crystal.substitution.SiteRoles;
import org.braggwise.crystal.substitution.SubstitutionSettings;
import org.braggwise.crystal.substitution.TemplateSubstitutor;
import org.braggwise.crystal.symmetry.SpaceGroup;

/**
 * The structures that simulated films are made of, by space group: structures of the data folder, their halide variants by TER, and the
 * hybrid perovskites, which no inorganic data set has, from published cells. All are chosen by group and chemistry; no measured film
 * plays a part.
 */
public final class FilmStructures {

    public static final List<Integer> GROUPS = List.of(7, 14, 140, 164, 194, 221, 225);
    private static final Set<String> HALIDES = Set.of("Cl", "Br", "I");
    private static final int VARIANTS = 40;

    private final Map<Integer, Map<String, CrystalStructure>> m_byGroup = new LinkedHashMap<>();

    public FilmStructures(List<StructureSet.Entry> abx3, List<StructureSet.Entry> extra, long seed) {
        GROUPS.forEach(g -> m_byGroup.put(g, new LinkedHashMap<>()));
        for (StructureSet.Entry e : abx3) {
            boolean oxide = e.spaceGroup() == 221 && e.formula().endsWith("TiO3");
            if ((e.spaceGroup() == 221 || e.spaceGroup() == 140) && (HALIDES.contains(e.anion()) || oxide)) {
                add(e.spaceGroup(), e.structure());
            }
        }
        for (StructureSet.Entry e : extra) {
            if (!HALIDES.contains(e.anion()) && !e.formula().matches(".*(Cl|Br|I)[0-9]?.*")) {
                continue;
            }
            if (e.kind().equals("A3B2X9")
                    && Set.of(7, 14, 164, 194).contains(e.spaceGroup())
                    && layeredOrDimer(e.formula())) {
                add(e.spaceGroup(), e.structure());
                variants(e, seed);
            } else if (e.kind().equals("A2BB'X6")
                    && e.spaceGroup() == 225
                    && e.formula().matches("(Cs|Rb|K).*(Cl6|Br6|I6)")) {
                add(225, e.structure());
            }
        }
        hybrids();
    }

    /** @return whether the cell is one of the published ones of {@link #hybrids}, not a computed or scaled one */
    public static boolean hasMeasuredCell(CrystalStructure structure) {
        // MnNCl3 has nitrogen too, and no cation of carbon
        return structure.composition().keySet().containsAll(Set.of("C", "N"));
    }

    private static boolean layeredOrDimer(String formula) {
        return formula.matches("(Cs|Rb|K|Tl)3.*(Cl|Br|I)9");
    }

    public Map<String, CrystalStructure> of(int group) {
        return m_byGroup.get(group);
    }

    private void add(int group, CrystalStructure structure) {
        m_byGroup.get(group).put(structure.name(), structure);
    }

    /** A3B2X9 with A = K, Rb, Cs, B = Sb, Bi and X = Cl, Br, I in the cell that the radii give. */
    private void variants(StructureSet.Entry e, long seed) {
        List<String> elements = new ArrayList<>(e.structure().composition().keySet());
        String a = elements.stream()
                .filter(s -> Set.of("Cs", "Rb", "K", "Tl").contains(s))
                .findFirst()
                .orElse(null);
        String x = elements.stream().filter(HALIDES::contains).findFirst().orElse(null);
        String b = elements.stream()
                .filter(s -> !s.equals(a) && !s.equals(x))
                .findFirst()
                .orElse(null);
        if (a == null || b == null || x == null || elements.size() != 3) {
            return;
        }
        List<Ion> ions = new ArrayList<>();
        for (String s : List.of("K", "Rb", "Cs")) {
            ions.add(IonTable.ionWithShannonRadius(s, 1, IonSite.A));
        }
        for (String s : List.of("Sb", "Bi")) {
            ions.add(IonTable.ionWithShannonRadius(s, 3, IonSite.B));
        }
        for (String s : List.of("Cl", "Br", "I")) {
            ions.add(IonTable.ionWithShannonRadius(s, -1, IonSite.X));
        }
        SubstitutionSettings settings = SubstitutionSettings.builder()
                .ions(new IonTable("A3B2X9 ions", ions))
                .replaceX(true)
                .roles(SiteRoles.parse("A = " + a + "; B = " + b + "; X = " + x))
                .cellMode(CellMode.RESCALE)
                .sample(VARIANTS, seed)
                .build();
        new TemplateSubstitutor(settings)
                .substitute(
                        Map.of(e.id(), Charges.with(e.structure(), Map.of(a, 1, b, 3, x, -1))),
                        v -> add(e.spaceGroup(), v.structure()),
                        null);
    }

    /**
     * (MA, FA)(Pb, Sn)(I, Br)3, cubic and tetragonal. Cells: Poglitsch and Weber, J. Chem. Phys. 87, 6373 (1987), MAPbI3 and MAPbBr3;
     * Stoumpos, Malliakas and Kanatzidis, Inorg. Chem. 52, 9019 (2013), FAPbI3, MASnI3, FASnI3; Hanusch et al., J. Phys. Chem. Lett. 5,
     * 2791 (2014), FAPbBr3. Mixed halides by Vegard's law.
     */
    private void hybrids() {
        double[][] cubic = {{6.29, 5.93, 0}, {6.36, 5.99, 1}};
        for (double[] series : cubic) {
            for (int bromide = 0; bromide <= 10; bromide++) {
                double y = bromide / 10.0;
                add(221, cubicHybrid("Pb", series[0] + (series[1] - series[0]) * y, y, series[2]));
            }
        }
        add(221, cubicHybrid("Sn", 6.32, 0, 1));
        double[][] tetragonal = {{8.855, 12.659, 0}, {8.76, 12.43, 1}, {8.81, 12.54, 0.5}};
        for (double[] t : tetragonal) {
            for (double tilt : new double[] {0.208, 0.216, 0.225, 0.235}) {
                add(140, tetragonalHybrid(t[0], t[1], t[2], tilt));
            }
        }
    }

    private static CrystalStructure cubicHybrid(String b, double a, double bromide, double formamidinium) {
        List<Site> sites = new ArrayList<>();
        sites.add(new Site(b + "1", List.of(new Species(b, 2, 1)), 0, 0, 0, biso(2)));
        List<Species> x = new ArrayList<>();
        if (bromide < 1) {
            x.add(new Species("I", -1, 1 - bromide));
        }
        if (bromide > 0) {
            x.add(new Species("Br", -1, bromide));
        }
        sites.add(new Site("X1", x, 0.5, 0, 0, biso(5)));
        // The cation tumbles: its C and N are spread over the six directions around the centre.
        sites.add(new Site(
                "M1",
                List.of(new Species("C", 0, 1 / 6.0), new Species("N", 0, (1 + formamidinium) / 6)),
                0.5 + 0.75 / a,
                0.5,
                0.5,
                biso(8)));
        return new CrystalStructure(
                "A" + b + "X3 hybrid, a " + a + ", Br " + bromide + ", FA " + formamidinium,
                new UnitCell(a, a, a, 90, 90, 90),
                SpaceGroup.ofNumber(221),
                sites);
    }

    private static CrystalStructure tetragonalHybrid(double a, double c, double tin, double tilt) {
        List<Site> sites = new ArrayList<>();
        List<Species> b = new ArrayList<>();
        if (tin < 1) {
            b.add(new Species("Pb", 2, 1 - tin));
        }
        if (tin > 0) {
            b.add(new Species("Sn", 2, tin));
        }
        sites.add(new Site("B1", b, 0, 0, 0, biso(2)));
        sites.add(new Site("I1", List.of(new Species("I", -1, 1)), 0, 0, 0.25, biso(5)));
        sites.add(new Site("I2", List.of(new Species("I", -1, 1)), tilt, tilt + 0.5, 0, biso(5)));
        sites.add(new Site(
                "M1", List.of(new Species("C", 0, 0.5), new Species("N", 0, 0.5)), 0, 0.5, 0.25 + 0.75 / c, biso(8)));
        return new CrystalStructure(
                "MA(Pb, Sn)I3, a " + a + ", Sn " + tin + ", x " + tilt,
                new UnitCell(a, a, c, 90, 90, 90),
                SpaceGroup.ofNumber(140),
                sites);
    }

    private static Displacement biso(double value) {
        return new Displacement(Displacement.Kind.B_ISO, value);
    }
}
