// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.crystal.finder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;

import org.braggwise.crystal.CrystalStructure;
import org.braggwise.crystal.Site;
import org.braggwise.crystal.geometry.UnitCell;
import org.braggwise.crystal.symmetry.SpaceGroup;
import org.junit.jupiter.api.Test;

class SymmetryCheckTest {

    private static final CrystalStructure PEROVSKITE = new CrystalStructure(
            "SrTiO3",
            new UnitCell(3.905, 3.905, 3.905, 90, 90, 90),
            SpaceGroup.ofNumber(221),
            List.of(Site.of("Sr", "Sr", 0, 0, 0), Site.of("Ti", "Ti", 0.5, 0.5, 0.5), Site.of("O", "O", 0.5, 0.5, 0)));

    @Test
    void aTrueClaimIsKept() {
        SymmetryCheck check = SymmetryCheck.of(PEROVSKITE, SpaceGroupFinder.DEFAULT_SYMPREC);
        assertFalse(check.differs());
        assertSame(PEROVSKITE, check.asTheAtomsHave());
    }

    @Test
    void whatIsWrittenInP1IsCubic() {
        CrystalStructure claimed = PEROVSKITE.inP1();
        SymmetryCheck check = SymmetryCheck.of(claimed, SpaceGroupFinder.DEFAULT_SYMPREC);
        assertEquals(1, check.claimed().number());
        assertEquals(221, check.found().orElseThrow().number());
        assertTrue(check.differs());
        assertEquals(3, check.asTheAtomsHave().sites().size());
        assertEquals("SrTiO3", check.asTheAtomsHave().name());
    }

    /** Two atoms in one place have no symmetry that could be found; the structure is there all the same. */
    @Test
    void whatHasNoSymmetryToFindIsKept() {
        var twice = new CrystalStructure(
                "twice",
                PEROVSKITE.cell(),
                SpaceGroup.ofNumber(1),
                List.of(Site.of("A", "Sr", 0.1, 0.2, 0.3), Site.of("B", "Sr", 0.1, 0.2, 0.3)));
        SymmetryCheck check = SymmetryCheck.of(twice, SpaceGroupFinder.DEFAULT_SYMPREC);
        assertTrue(check.found().isEmpty());
        assertFalse(check.problem().isBlank());
        assertFalse(check.differs());
        assertSame(twice, check.asTheAtomsHave());
    }
}
