// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.diffraction.simulation;

import java.util.ArrayList;
import java.util.List;

import org.braggwise.crystal.Atom;
import org.braggwise.crystal.CrystalStructure;
import org.braggwise.crystal.Displacement;
import org.braggwise.crystal.Site;
import org.braggwise.crystal.Species;
import org.braggwise.crystal.geometry.UnitCell;
import org.braggwise.crystal.symmetry.SpaceGroup;

/** Structures that tests use. */
final class Structures {

    static final CrystalStructure SRTIO3 = new CrystalStructure(
            "SrTiO3",
            new UnitCell(3.905, 3.905, 3.905, 90, 90, 90),
            SpaceGroup.ofNumber(221),
            List.of(site("Sr", 0, 0, 0, 1, 0.6), site("Ti", 0.5, 0.5, 0.5, 1, 0.4), site("O", 0.5, 0.5, 0, 1, 0.8)));

    static final CrystalStructure CALCITE = new CrystalStructure(
            "calcite",
            new UnitCell(4.991, 4.991, 17.062, 90, 90, 120),
            SpaceGroup.ofNumber(167),
            List.of(site("Ca", 0, 0, 0, 1, 0.9), site("C", 0, 0, 0.25, 1, 0.9), site("O", 0.2573, 0, 0.25, 1, 1.2)));

    static final CrystalStructure QUARTZ = new CrystalStructure(
            "quartz",
            new UnitCell(4.9137, 4.9137, 5.4047, 90, 90, 120),
            SpaceGroup.ofNumber(154),
            List.of(site("Si", 0.4697, 0, 2 / 3.0, 1, 0.5), site("O", 0.4133, 0.2672, 0.7855, 1, 1.0)));

    static final CrystalStructure PBNM = new CrystalStructure(
            "NdGaO3-like",
            new UnitCell(5.43, 5.50, 7.71, 90, 90, 90),
            SpaceGroup.ofHermannMauguin("P b n m", null),
            List.of(
                    site("Nd", 0.991, 0.041, 0.25, 0.9, 0.5),
                    site("Ga", 0, 0.5, 0, 1, 0.4),
                    site("O", 0.080, 0.483, 0.25, 1, 0.8),
                    site("O", 0.708, 0.290, 0.0423, 1, 0.8)));

    static final CrystalStructure ZINCBLENDE = new CrystalStructure(
            "zincblende",
            new UnitCell(5.41, 5.41, 5.41, 90, 90, 90),
            SpaceGroup.ofNumber(216),
            List.of(site("Zn", 0, 0, 0, 1, 0.8), site("S", 0.25, 0.25, 0.25, 1, 0.7)));

    static final CrystalStructure MONOCLINIC = new CrystalStructure(
            "monoclinic",
            new UnitCell(5.15, 5.21, 5.32, 90, 99.2, 90),
            SpaceGroup.ofNumber(14),
            List.of(
                    site("Zr", 0.2754, 0.0395, 0.2083, 1, 0.5),
                    site("O", 0.0700, 0.3317, 0.3447, 1, 0.7),
                    site("O", 0.4496, 0.7569, 0.4792, 0.8, 0.7)));

    static final CrystalStructure TRICLINIC = new CrystalStructure(
            "triclinic",
            new UnitCell(4.1, 5.3, 6.2, 83, 97, 104),
            SpaceGroup.ofNumber(1),
            List.of(
                    site("K", 0.1, 0.2, 0.3, 1, 1.0),
                    site("I", 0.63, 0.41, 0.77, 1, 1.3),
                    site("O", 0.25, 0.81, 0.05, 0.5, 2.0)));

    static final List<CrystalStructure> ALL = List.of(SRTIO3, CALCITE, QUARTZ, PBNM, ZINCBLENDE, MONOCLINIC, TRICLINIC);

    private Structures() {}

    static Site site(String element, double x, double y, double z, double occupancy, double b) {
        return new Site(
                element,
                List.of(new Species(element, 0, occupancy)),
                x,
                y,
                z,
                new Displacement(Displacement.Kind.B_ISO, b));
    }

    /** The same atoms without symmetry, moved together, in a cell repeated along its axes. */
    static CrystalStructure inP1(CrystalStructure s, double shift, int na, int nb, int nc) {
        List<Site> sites = new ArrayList<>();
        for (Atom atom : s.atoms()) {
            Site site = s.sites().get(atom.siteIndex());
            for (int i = 0; i < na; i++) {
                for (int j = 0; j < nb; j++) {
                    for (int k = 0; k < nc; k++) {
                        sites.add(new Site(
                                site.label(),
                                site.species(),
                                (atom.x() + shift + i) / na,
                                (atom.y() + 2 * shift + j) / nb,
                                (atom.z() - shift + k) / nc,
                                site.displacement()));
                    }
                }
            }
        }
        UnitCell c = s.cell();
        return new CrystalStructure(
                s.name(),
                new UnitCell(na * c.a(), nb * c.b(), nc * c.c(), c.alphaDeg(), c.betaDeg(), c.gammaDeg()),
                SpaceGroup.ofNumber(1),
                sites);
    }
}
