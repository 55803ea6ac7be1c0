// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.crystal.substitution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import org.braggwise.crystal.CrystalStructure;
import org.braggwise.crystal.Displacement;
import org.braggwise.crystal.Site;
import org.braggwise.crystal.Species;
import org.braggwise.crystal.geometry.UnitCell;
import org.braggwise.crystal.symmetry.SpaceGroup;
import org.junit.jupiter.api.Test;

class TemplateSubstitutorTest {

    private static final Ion NA = new Ion("Na", 1, IonSite.A, 1.39);
    private static final Ion SR = new Ion("Sr", 2, IonSite.A, 1.44);
    private static final Ion BA = new Ion("Ba", 2, IonSite.A, 1.61);
    private static final Ion LA = new Ion("La", 3, IonSite.A, 1.36);
    private static final Ion TI = new Ion("Ti", 4, IonSite.B, 0.605);
    private static final Ion ZR = new Ion("Zr", 4, IonSite.B, 0.72);
    private static final Ion NB = new Ion("Nb", 5, IonSite.B, 0.64);
    private static final Ion FE = new Ion("Fe", 3, IonSite.B, 0.645);
    private static final Ion O = new Ion("O", -2, IonSite.X, 1.40);
    private static final IonTable SMALL =
            new IonTable("test", List.of(NA, SR, BA, LA, TI, ZR, NB, FE, O, new Ion("F", -1, IonSite.X, 1.33)));

    private static List<VirtualStructure> all(SubstitutionSettings settings, Map<String, CrystalStructure> templates) {
        List<VirtualStructure> out = new ArrayList<>();
        new TemplateSubstitutor(settings).substitute(templates, out::add, null);
        return out;
    }

    private static Map<String, CrystalStructure> titanate() {
        return Map.of("STO", PrototypeFinderTest.strontiumTitanate());
    }

    /* By hand: NaNbO3, SrTiO3 (the template), SrZrO3, BaTiO3, BaZrO3, LaFeO3 are the neutral ones of 4 x 4. */
    @Test
    void listsEveryNeutralChoice() {
        SubstitutionSettings settings =
                SubstitutionSettings.builder().ions(SMALL).build();
        List<Refusal> list = new ArrayList<>();
        Candidates c =
                new TemplateSubstitutor(settings).candidates(PrototypeFinderTest.strontiumTitanate(), "STO", list::add);
        assertEquals(
                Set.of("NaNbO3", "SrZrO3", "BaTiO3", "BaZrO3", "LaFeO3"),
                c.candidates().stream().map(Candidate::formula).collect(Collectors.toSet()));
        assertEquals(Map.of(RefusalReason.CHARGE, 10L, RefusalReason.TEMPLATE_ITSELF, 1L), c.refused());
        assertEquals(11, list.size());
        assertTrue(
                list.stream()
                        .anyMatch(r -> r.candidate().equals("Na1+ Ti4+ O2-")
                                && r.detail().equals("the charges add up to -1, expected 0")),
                list.toString());
        assertEquals(
                c.refused(),
                new TemplateSubstitutor(settings)
                        .candidates(PrototypeFinderTest.strontiumTitanate(), "STO", null)
                        .refused());
    }

    @Test
    void buildsTheStructure() {
        Site oxygen = new Site(
                "O7", List.of(new Species("O", -2, 1)), 0.5, 0, 0, new Displacement(Displacement.Kind.B_ISO, 0.5));
        CrystalStructure template = PrototypeFinderTest.strontiumTitanate();
        template = template.withSites(List.of(
                template.sites().get(0).withDisplacement(new Displacement(Displacement.Kind.B_ISO, 0.3)),
                template.sites().get(1),
                oxygen));
        VirtualStructure v = all(SubstitutionSettings.builder().ions(SMALL).build(), Map.of("T", template)).stream()
                .filter(s -> s.formula().equals("BaZrO3"))
                .findFirst()
                .orElseThrow();
        assertEquals("BaZrO3", v.structure().formula());
        assertEquals("BaZrO3 on T", v.structure().name());
        assertEquals(template.cell(), v.structure().cell());
        assertEquals(221, v.structure().spaceGroup().number());
        assertEquals(
                List.of("Ba1", "Zr1", "O1"),
                v.structure().sites().stream().map(Site::label).toList());
        assertEquals("Ba2+", v.structure().sites().get(0).species().get(0).typeSymbol());
        assertNull(v.structure().sites().get(0).displacement(), "Sr's displacement says nothing of Ba");
        assertEquals(0.5, v.structure().sites().get(2).displacement().bIso(), 1e-12);
        assertEquals(BA, v.ion("A"));
        assertNull(v.ion("B'"));
        assertEquals((1.61 + 1.40) / (Math.sqrt(2) * (0.72 + 1.40)), v.factors().goldschmidt(), 1e-12);
    }

    /* Rescaled, SrTiO3 gives BaZrO3 a cube edge between what its B-X and its A-X contacts ask for; 4.19 angstrom is measured. */
    @Test
    void rescalesByTheRadii() {
        SubstitutionSettings settings = SubstitutionSettings.builder()
                .ions(SMALL)
                .cellMode(CellMode.RESCALE)
                .build();
        VirtualStructure v = all(settings, titanate()).stream()
                .filter(s -> s.formula().equals("BaZrO3"))
                .findFirst()
                .orElseThrow();
        double expected =
                (Math.sqrt(2) * (1.61 + 1.4) + 2 * (0.72 + 1.4)) / (Math.sqrt(2) * (1.44 + 1.4) + 2 * (0.605 + 1.4));
        assertEquals(3.905 * expected, v.structure().cell().a(), 1e-12);
        assertEquals(4.19, v.structure().cell().a(), 0.06);
        assertEquals(expected, v.cellScale(), 1e-15);
        CrystalStructure noCharges = PrototypeFinderTest.cubic(
                3.905, Site.of("Sr", "Sr", 0.5, 0.5, 0.5), Site.of("Ti", "Ti", 0, 0, 0), Site.of("O", "O", 0.5, 0, 0));
        Candidates c = new TemplateSubstitutor(settings).candidates(noCharges, "T", null);
        assertEquals(5, c.refused().get(RefusalReason.RADIUS_UNKNOWN));
        assertTrue(c.candidates().isEmpty());
    }

    @Test
    void filtersSayWhatTheyRefuse() {
        List<Refusal> list = new ArrayList<>();
        SubstitutionSettings settings = SubstitutionSettings.builder()
                .ions(SMALL)
                .goldschmidt(0.95, 1.03)
                .exclude(List.of("LaFeO3"))
                .build();
        Candidates c =
                new TemplateSubstitutor(settings).candidates(PrototypeFinderTest.strontiumTitanate(), "T", list::add);
        // t: NaNbO3 0.967, SrZrO3 0.947, BaTiO3 1.062, BaZrO3 1.004
        assertEquals(
                Set.of("NaNbO3", "BaZrO3"),
                c.candidates().stream().map(Candidate::formula).collect(Collectors.toSet()));
        assertEquals(2, c.refused().get(RefusalReason.GOLDSCHMIDT));
        assertEquals(1, c.refused().get(RefusalReason.EXCLUDED));
        assertTrue(list.stream().anyMatch(r -> r.detail().equals("t = 1.062, expected 0.95 to 1.03")), list.toString());
        assertEquals(
                1,
                new TemplateSubstitutor(SubstitutionSettings.builder()
                                .ions(SMALL)
                                .octahedral(0.5, 0.6)
                                .build())
                        .candidates(PrototypeFinderTest.strontiumTitanate(), "T", null).candidates().stream()
                                .filter(x -> x.formula().equals("SrZrO3"))
                                .count());
        Candidates tau = new TemplateSubstitutor(SubstitutionSettings.builder()
                        .ions(SMALL)
                        .bartelMax(3.7)
                        .build())
                .candidates(PrototypeFinderTest.strontiumTitanate(), "T", null);
        assertTrue(tau.candidates().stream().allMatch(x -> x.factors().bartel() <= 3.7));
        assertEquals(5, tau.candidates().size() + tau.refused().get(RefusalReason.BARTEL));
        // 2.76 angstrom for Ba-O are 0.917 of 1.61 + 1.40, 1.95 for Zr-O are 0.921 of 0.72 + 1.40
        Candidates near = new TemplateSubstitutor(SubstitutionSettings.builder()
                        .ions(SMALL)
                        .distanceRatioMin(0.95)
                        .build())
                .candidates(PrototypeFinderTest.strontiumTitanate(), "T", null);
        assertEquals(3, near.refused().get(RefusalReason.TOO_CLOSE));
        IonTable blind = new IonTable("test", List.of(SR, new Ion("Hf", 4, IonSite.B, Double.NaN), O));
        assertEquals(
                Map.of(RefusalReason.RADIUS_UNKNOWN, 1L),
                new TemplateSubstitutor(SubstitutionSettings.builder()
                                .ions(blind)
                                .goldschmidt(0.8, 1.1)
                                .build())
                        .candidates(PrototypeFinderTest.strontiumTitanate(), "T", null)
                        .refused());
    }

    @Test
    void replacesTheAnionWhereAsked() {
        Set<String> fluorides = new HashSet<>();
        IonTable table = new IonTable(
                "test", List.of(NA, SR, new Ion("Mg", 2, IonSite.B, 0.72), TI, O, new Ion("F", -1, IonSite.X, 1.33)));
        all(SubstitutionSettings.builder().ions(table).replaceX(true).build(), titanate())
                .forEach(v -> fluorides.add(v.formula()));
        assertEquals(Set.of("NaMgF3"), fluorides);
    }

    @Test
    void doublePerovskitesFollowTheSameRule() {
        IonTable table = new IonTable(
                "test",
                List.of(
                        new Ion("Cs", 1, IonSite.A, 1.88),
                        BA,
                        new Ion("Ag", 1, IonSite.B, 1.15),
                        new Ion("Na", 1, IonSite.B, 1.02),
                        new Ion("In", 3, IonSite.B, 0.8),
                        FE,
                        new Ion("Br", -1, IonSite.X, 1.96)));
        SubstitutionSettings.Builder b =
                SubstitutionSettings.builder().ions(table).roles(SiteRoles.parse("A = Cs; B = Ag; B' = Bi; X = Br"));
        List<VirtualStructure> out = all(b.build(), Map.of("E", PrototypeFinderTest.elpasolite()));
        // Cs2BB'Br6 with 1+ and 3+, four compounds, and Ba2AgNaBr6; each with B and B' either way round, of which one
        // way stays
        assertEquals(5, out.size());
        assertEquals(
                10,
                all(b.dropDuplicates(false).build(), Map.of("E", PrototypeFinderTest.elpasolite()))
                        .size());
        VirtualStructure v = out.stream()
                .filter(x -> x.structure().formula().contains("In")
                        && x.structure().formula().contains("Ag"))
                .findFirst()
                .orElseThrow();
        assertEquals(
                "AgIn".length(),
                v.formula().replace("Cs2", "").replace("Br6", "").length());
        assertEquals(
                (1.88 + 1.96) / (Math.sqrt(2) * ((1.15 + 0.8) / 2 + 1.96)),
                v.factors().goldschmidt(),
                1e-12,
                "the mean of both B");
        for (VirtualStructure s : out) {
            assertNeutral(s.structure());
        }
    }

    /* The charges of the atoms of the cell, as they stand in the structure, add up to nothing; no formula and group comes twice. */
    @Test
    void everyVirtualStructureIsNeutralAndNew() {
        Map<String, CrystalStructure> templates = threeTemplates();
        List<VirtualStructure> out = all(SubstitutionSettings.defaults(), templates);
        assertTrue(out.size() > 500, out.size() + " structures");
        Set<String> seen = new HashSet<>();
        for (VirtualStructure v : out) {
            assertNeutral(v.structure());
            assertTrue(
                    seen.add(
                            v.structure().formula() + v.structure().spaceGroup().number()),
                    v.formula());
            CrystalStructure template = templates.get(v.templateKey());
            assertNotNull(template);
            assertFalse(v.structure().formula().equals(template.formula()));
            assertEquals(template.atoms().size(), v.structure().atoms().size());
            assertEquals(template.cell(), v.structure().cell());
        }
    }

    @Test
    void neitherOrderNorListingChangesTheResult() {
        Map<String, CrystalStructure> templates = threeTemplates();
        Map<String, CrystalStructure> backwards = new LinkedHashMap<>();
        List<String> keys = new ArrayList<>(templates.keySet());
        Collections.reverse(keys);
        keys.forEach(k -> backwards.put(k, templates.get(k)));
        SubstitutionSettings settings =
                SubstitutionSettings.builder().sample(200, 42).build();
        List<VirtualStructure> one = all(settings, templates);
        List<VirtualStructure> other = all(settings, backwards);
        assertEquals(200, one.size());
        assertEquals(names(one), names(other));
        assertFalse(
                names(one)
                        .equals(names(all(
                                SubstitutionSettings.builder().sample(200, 43).build(), templates))),
                "another seed draws others");
        List<Refusal> list = new ArrayList<>();
        Map<RefusalReason, Long> counted = new TemplateSubstitutor(settings).substitute(templates, v -> {}, list::add);
        assertEquals(counted, list.stream().collect(Collectors.groupingBy(Refusal::reason, Collectors.counting())));
        assertTrue(
                counted.get(RefusalReason.DUPLICATE) > 0 && counted.get(RefusalReason.NOT_SAMPLED) > 0,
                counted.toString());
        long choices = 3L
                * IonTable.standard().of(IonSite.A).size()
                * IonTable.standard().of(IonSite.B).size();
        assertEquals(
                choices,
                200 + counted.values().stream().mapToLong(Long::longValue).sum(),
                "each choice of ions is taken or refused, once");
    }

    /* Both are cubic: CaTiO3 at high temperature and BaZrO3. Of two for one composition and group, the better fitting one stays. */
    @Test
    void theBestFittingTemplateKeepsADuplicate() {
        Map<String, CrystalStructure> templates = threeTemplates();
        List<VirtualStructure> out =
                all(SubstitutionSettings.builder().ions(SMALL).build(), templates);
        VirtualStructure v = out.stream()
                .filter(s -> s.formula().equals("SrZrO3")
                        && s.structure().spaceGroup().number() == 221)
                .findFirst()
                .orElseThrow();
        assertEquals("BZO", v.templateKey(), "Zr is kept and Sr is nearer to Ba than Zr to Ti");
    }

    @Test
    void settingsRefuseNonsense() {
        SubstitutionSettings.Builder b = SubstitutionSettings.builder();
        assertThrows(IllegalArgumentException.class, () -> b.goldschmidt(1.1, 0.8));
        assertThrows(IllegalArgumentException.class, () -> b.octahedral(Double.NaN, 0.8));
        assertThrows(IllegalArgumentException.class, () -> b.bartelMax(Double.NaN));
        assertThrows(IllegalArgumentException.class, () -> b.sample(-1, 0));
        assertThrows(IllegalArgumentException.class, () -> b.distanceRatioMin(2));
        assertThrows(IllegalArgumentException.class, () -> b.coordinationOfB(6, 4));
        assertTrue(assertThrows(IllegalArgumentException.class, () -> b.exclude(List.of("SrTiO3", "Sr Ti x")))
                .getMessage()
                .contains("Sr Ti x"));
        assertEquals("O3Sr1Ti1", FormulaKey.parse("SrTiO3"));
        assertEquals("O3Sr1Ti1", FormulaKey.parse("Ti2 Sr2 O6"));
    }

    private static Map<String, CrystalStructure> threeTemplates() {
        Map<String, CrystalStructure> m = new LinkedHashMap<>();
        m.put("STO", PrototypeFinderTest.strontiumTitanate());
        m.put(
                "BZO",
                PrototypeFinderTest.cubic(
                        4.19,
                        PrototypeFinderTest.site("Ba", 0.5, 0.5, 0.5, new Species("Ba", 2, 1)),
                        PrototypeFinderTest.site("Zr", 0, 0, 0, new Species("Zr", 4, 1)),
                        PrototypeFinderTest.site("O", 0.5, 0, 0, new Species("O", -2, 1))));
        // CaTiO3, Beran et al. (1996), COD 1000022
        m.put(
                "CTO",
                new CrystalStructure(
                        "",
                        new UnitCell(5.38, 5.44, 7.639, 90, 90, 90),
                        SpaceGroup.ofHermannMauguin("P b n m", null),
                        List.of(
                                PrototypeFinderTest.site("Ti1", 0, 0.5, 0, new Species("Ti", 4, 1)),
                                PrototypeFinderTest.site("Ca2", 0.00648, 0.0356, 0.25, new Species("Ca", 2, 1)),
                                PrototypeFinderTest.site("O3", 0.5711, -0.0161, 0.25, new Species("O", -2, 1)),
                                PrototypeFinderTest.site("O4", 0.2897, 0.2888, 0.0373, new Species("O", -2, 1)))));
        return m;
    }

    private static Set<String> names(List<VirtualStructure> list) {
        return list.stream().map(v -> v.structure().name()).collect(Collectors.toSet());
    }

    static void assertNeutral(CrystalStructure s) {
        double sum = 0;
        for (int i = 0; i < s.sites().size(); i++) {
            for (Species p : s.sites().get(i).species()) {
                sum += p.charge() * p.occupancy() * s.multiplicity(i);
            }
        }
        assertEquals(0, sum, 1e-9, s.toString());
    }
}
