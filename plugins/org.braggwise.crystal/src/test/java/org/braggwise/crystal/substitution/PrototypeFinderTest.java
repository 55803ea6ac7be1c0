// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.crystal.substitution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;

import org.braggwise.crystal.CrystalStructure;
import org.braggwise.crystal.Site;
import org.braggwise.crystal.Species;
import org.braggwise.crystal.geometry.UnitCell;
import org.braggwise.crystal.symmetry.SpaceGroup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PrototypeFinderTest {

    static Site site(String label, double x, double y, double z, Species... species) {
        return new Site(label, List.of(species), x, y, z, null);
    }

    static CrystalStructure cubic(double a, Site... sites) {
        return new CrystalStructure("", new UnitCell(a, a, a, 90, 90, 90), SpaceGroup.ofNumber(221), List.of(sites));
    }

    /** SrTiO3, a = 3.905 angstrom. */
    static CrystalStructure strontiumTitanate() {
        return cubic(
                3.905,
                site("Sr1", 0.5, 0.5, 0.5, new Species("Sr", 2, 1)),
                site("Ti1", 0, 0, 0, new Species("Ti", 4, 1)),
                site("O1", 0.5, 0, 0, new Species("O", -2, 1)));
    }

    /** Cs2AgBiBr6, Fm-3m, a = 11.27 angstrom, x(Br) = 0.25: an elpasolite with the usual places. */
    static CrystalStructure elpasolite() {
        return new CrystalStructure(
                "",
                new UnitCell(11.27, 11.27, 11.27, 90, 90, 90),
                SpaceGroup.ofNumber(225),
                List.of(
                        site("Cs1", 0.25, 0.25, 0.25, new Species("Cs", 1, 1)),
                        site("Ag1", 0, 0, 0, new Species("Ag", 1, 1)),
                        site("Bi1", 0.5, 0.5, 0.5, new Species("Bi", 3, 1)),
                        site("Br1", 0.25, 0, 0, new Species("Br", -1, 1))));
    }

    static PrototypeFinder.Found find(CrystalStructure s, SubstitutionSettings.Builder settings) {
        return new PrototypeFinder(settings.build()).find(s, "key");
    }

    static RefusalReason reason(CrystalStructure s, SubstitutionSettings.Builder settings) {
        PrototypeFinder.Found f = find(s, settings);
        assertNull(f.prototype());
        assertTrue(f.refusal().detail().length() > 10, f.refusal().detail());
        return f.refusal().reason();
    }

    @Test
    void findsTheSitesOfPerovskite() {
        Prototype p = find(strontiumTitanate(), SubstitutionSettings.builder()).prototype();
        assertNotNull(p);
        assertEquals(List.of("Sr"), p.role("A").elements());
        assertEquals(List.of("Ti"), p.role("B").elements());
        assertEquals(List.of("O"), p.role("X").elements());
        assertEquals(
                List.of(1, 1, 3), p.roles().stream().map(Prototype.Role::count).toList());
        assertEquals(6, p.role("B").coordination());
        assertEquals(12, p.role("A").coordination());
        assertEquals(3.905 / 2, p.role("B").shortestAngstrom(), 1e-12);
        assertEquals(3.905 / Math.sqrt(2), p.role("A").shortestAngstrom(), 1e-12);
        assertEquals(4, p.role("B").charge());
        assertThrows(IllegalArgumentException.class, () -> p.role("C"));
    }

    /*
     * MgTiO3 as first described (Wyckoff 1935, COD 5910000): both metals equally far from oxygen, so that the charge decides, and
     * without charges nothing does.
     */
    @ParameterizedTest
    @CsvSource({"2, 4, Ti", "4, 2, Mg", "0, 0, -", "3, 3, Ti"})
    void chargeDecidesWhereDistanceDoesNot(int mg, int ti, String b) {
        CrystalStructure s = new CrystalStructure(
                "",
                new UnitCell(5.0, 5.0, 13.8, 90, 90, 120),
                SpaceGroup.ofNumber(148),
                List.of(
                        site("Mg", 0, 0, 0.355, new Species("Mg", mg, 1)),
                        site("Ti", 0, 0, 0.145, new Species("Ti", ti, 1)),
                        site("O", 1 / 3., 0, 0.25, new Species("O", -2, 1))));
        PrototypeFinder.Found f = find(s, SubstitutionSettings.builder());
        if (b.equals("-") || mg == 3) { // Mg3+ has no radius to decide by
            assertEquals(RefusalReason.ROLES_UNCLEAR, f.refusal().reason());
        } else {
            assertEquals(List.of(b), f.prototype().role("B").elements());
        }
    }

    @Test
    void refusesWithAReason() {
        SubstitutionSettings.Builder d = SubstitutionSettings.builder();
        assertEquals(RefusalReason.NOT_ABX3, reason(elpasolite(), d));
        assertEquals(RefusalReason.NOT_ABX3, reason(cubic(4, Site.of("Na", "Na", 0, 0, 0)), d));
        assertEquals(
                RefusalReason.NOT_ABX3,
                reason(
                        cubic(
                                5,
                                Site.of("O", "O", 0.5, 0.5, 0.5),
                                Site.of("Cl", "Cl", 0, 0, 0),
                                Site.of("Na", "Na", 0.5, 0, 0)),
                        d));
        Site sr = site("Sr1", 0.5, 0.5, 0.5, new Species("Sr", 2, 1));
        Site ti = site("Ti1", 0, 0, 0, new Species("Ti", 4, 1));
        assertEquals(
                RefusalReason.PARTIAL_OCCUPANCY,
                reason(cubic(3.905, sr, ti, site("O1", 0.5, 0, 0, new Species("O", -2, 0.9))), d));
        CrystalStructure mixed = cubic(
                3.9,
                site("M", 0.5, 0.5, 0.5, new Species("Sr", 2, 0.5), new Species("Ca", 2, 0.5)),
                ti,
                site("O1", 0.5, 0, 0, new Species("O", -2, 1)));
        assertEquals(List.of("Sr", "Ca"), find(mixed, d).prototype().role("A").elements());
        assertEquals(
                RefusalReason.MIXED_OCCUPANCY,
                reason(mixed, SubstitutionSettings.builder().replaceMixedSites(false)));
        CrystalStructure antisite = cubic(
                3.9,
                site("M", 0.5, 0.5, 0.5, new Species("Sr", 2, 0.5), new Species("Ti", 4, 0.5)),
                ti,
                site("O1", 0.5, 0, 0, new Species("O", -2, 1)));
        assertEquals(RefusalReason.NOT_ABX3, reason(antisite, d));
        assertEquals(
                RefusalReason.B_COORDINATION,
                reason(strontiumTitanate(), SubstitutionSettings.builder().coordinationOfB(4, 5)));
    }

    @Test
    void takesTheUsersRoles() {
        Prototype p = find(
                        elpasolite(),
                        SubstitutionSettings.builder().roles(SiteRoles.parse("A = Cs; B = Ag; B' = Bi; X = Br")))
                .prototype();
        assertEquals(
                List.of("A", "B", "B'", "X"),
                p.roles().stream().map(r -> r.role().name()).toList());
        assertEquals(
                List.of(2, 1, 1, 6),
                p.roles().stream().map(Prototype.Role::count).toList());
        assertEquals(
                List.of(12, 6, 6, 0),
                p.roles().stream().map(Prototype.Role::coordination).toList());
        Prototype byLabel = find(
                        elpasolite(), SubstitutionSettings.builder().roles(SiteRoles.parse("A=Cs1;B=Ag1,Bi1;X=Br")))
                .prototype();
        assertEquals(
                List.of(1, 1, 3),
                byLabel.roles().stream().map(Prototype.Role::count).toList());
        assertEquals(
                RefusalReason.ROLE_NOT_IN_TEMPLATE,
                reason(elpasolite(), SubstitutionSettings.builder().roles(SiteRoles.parse("A = Cs; B = Ag; X = Br"))));
        assertEquals(
                RefusalReason.ROLE_NOT_IN_TEMPLATE,
                reason(
                        strontiumTitanate(),
                        SubstitutionSettings.builder().roles(SiteRoles.parse("A = Sr; B = Ti, Zr; X = O"))));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
        A Cs; X = Br        | expected a role
        C = Cs; X = Br      | expected A, B or X
        A = Cs, ; B = ,; X = Br | expected an element
        A = Cs; B = Cs; X = Br  | two roles
        A = Cs; B = Ag      | one anion
        X = Br              | one cation
        """)
    void saysWhatIsWrongWithRoles(String text, String part) {
        String message = assertThrows(IllegalArgumentException.class, () -> SiteRoles.parse(text))
                .getMessage();
        assertTrue(message.contains(part), message);
    }
}
