// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.diffraction.simulation;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

import org.braggwise.crystal.Atom;
import org.braggwise.crystal.CrystalStructure;
import org.braggwise.crystal.Site;
import org.braggwise.crystal.UnitCell;
import org.braggwise.crystal.symmetry.SpaceGroup;
import org.braggwise.diffraction.ReflectionList;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Crystals drawn at random, each described in several ways: the lines are those of the crystal, not of its description. */
class InvarianceTest {

	private static final PatternSimulator SIMULATOR = new PatternSimulator(SimulationSettings.builder().displacementSource(
		DisplacementSource.STRUCTURE).build());
	private static final String[] ELEMENTS = {"Sr", "Ti", "O", "F", "Pb", "Cs"};
	private static final int CRYSTALS = 20;

	/** Occupancies, displacements and positions are any; groups are all. */
	private static CrystalStructure crystal(final Random random) {
		final SpaceGroup group = SpaceGroup.ofNumber(1 + random.nextInt(230));
		final UnitCell cell = group.constrained(new UnitCell(4 + 2 * random.nextDouble(), 4 + 2 * random.nextDouble(), 4 + 2 * random.nextDouble(),
			80 + 20 * random.nextDouble(), 80 + 20 * random.nextDouble(), 80 + 20 * random.nextDouble()));
		final List<Site> sites = new ArrayList<>();
		for (int i = 0; i < 3; i++) {
			sites.add(Structures.site(ELEMENTS[random.nextInt(ELEMENTS.length)], random.nextDouble(), random.nextDouble(), random.nextDouble(),
				0.2 + 0.8 * random.nextDouble(), 2 * random.nextDouble()));
		}
		return new CrystalStructure("group " + group.number(), cell, group, sites);
	}

	private static void assertSame(final CrystalStructure expected, final CrystalStructure actual, final double factor, final String how) {
		final ReflectionList lines = SIMULATOR.reflections(expected);
		PeakComparison.of(lines.within(5, 85), SIMULATOR.reflections(actual).within(5, 85), factor).assertAgree(1e-6, 1e-7 * lines.strongest(),
			expected.name() + ", " + how);
	}

	@ParameterizedTest
	@ValueSource(longs = {1, 2, 3})
	void linesAreThoseOfTheCrystal(final long seed) {
		final Random random = new Random(seed);
		for (int i = 0; i < CRYSTALS; i++) {
			final CrystalStructure s = crystal(random);
			final List<Site> shuffled = new ArrayList<>(s.sites());
			Collections.shuffle(shuffled, random);
			assertSame(s, s.withSites(shuffled), 1, "sites in another order");
			assertSame(s, moved(s, random.nextDouble(), random.nextDouble(), random.nextDouble()), 1, "another origin");
			assertSame(s, inAnotherCell(s, random), 1, "another cell");
			final int na = 1 + random.nextInt(2);
			final int nc = 1 + random.nextInt(3);
			assertSame(s, Structures.inP1(s, 0, na, 1, nc), na * na * nc * nc, "supercell");
		}
	}

	private static CrystalStructure moved(final CrystalStructure s, final double x, final double y, final double z) {
		final List<Site> sites = new ArrayList<>();
		for (final Atom a : s.atoms()) {
			final Site site = s.sites().get(a.siteIndex());
			sites.add(new Site(site.label(), site.species(), a.x() + x, a.y() + y, a.z() + z, site.displacement()));
		}
		return new CrystalStructure(s.name(), s.cell(), SpaceGroup.ofNumber(1), sites);
	}

	/** Two axes of the cell become their sum or their difference with a third: its volume and its lattice stay. */
	private static CrystalStructure inAnotherCell(final CrystalStructure s, final Random random) {
		final double[][] columns = s.cell().toCartesian();
		final double[][] axes = new double[3][3];
		for (int i = 0; i < 3; i++) {
			for (int k = 0; k < 3; k++) {
				axes[i][k] = columns[k][i];
			}
		}
		final List<double[]> positions = new ArrayList<>();
		s.atoms().forEach(a -> positions.add(new double[] {a.x(), a.y(), a.z()}));
		for (int step = 0; step < 2; step++) {
			final int i = random.nextInt(3);
			final int j = (i + 1 + random.nextInt(2)) % 3;
			final int sign = random.nextBoolean() ? 1 : -1;
			for (int k = 0; k < 3; k++) {
				axes[i][k] += sign * axes[j][k];
			}
			// r = x_i a_i + x_j a_j = x_i (a_i + sign a_j) + (x_j - sign x_i) a_j
			positions.forEach(p -> p[j] -= sign * p[i]);
		}
		final List<Site> sites = new ArrayList<>();
		for (int n = 0; n < positions.size(); n++) {
			final Site site = s.sites().get(s.atoms().get(n).siteIndex());
			final double[] p = positions.get(n);
			sites.add(new Site(site.label(), site.species(), p[0], p[1], p[2], site.displacement()));
		}
		return new CrystalStructure(s.name(), UnitCell.ofLattice(axes), SpaceGroup.ofNumber(1), sites);
	}
}
