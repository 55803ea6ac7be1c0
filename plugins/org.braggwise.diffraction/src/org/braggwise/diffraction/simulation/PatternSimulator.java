// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.diffraction.simulation;

import org.braggwise.crystal.CrystalStructure;
import org.braggwise.diffraction.Pattern;
import org.braggwise.diffraction.ReflectionList;

/** Simulates kinematic powder patterns. Immutable: one simulator serves any number of threads. */
public final class PatternSimulator {

	private final SimulationSettings m_settings;

	/** @param settings how */
	public PatternSimulator(final SimulationSettings settings) {
		m_settings = java.util.Objects.requireNonNull(settings);
	}

	/** @return how */
	public SimulationSettings settings() {
		return m_settings;
	}

	/**
	 * The reflections that contribute to the pattern: those on the grid, and those so near to its ends that their tails reach it.
	 * {@link ReflectionList#within(org.braggwise.diffraction.TwoThetaGrid)} leaves out the latter.
	 *
	 * @param structure any structure
	 * @return its reflections; those weaker than 1e-8 of the strongest, systematic absences among them, are left out
	 * @throws ReflectionLimitException where there would be too many
	 */
	public ReflectionList reflections(final CrystalStructure structure) {
		throw new UnsupportedOperationException("not yet");
	}

	/**
	 * @param reflections of {@link #reflections}, perhaps with other intensities
	 * @param rowKey what noise is drawn for
	 * @return their pattern
	 * @throws IllegalArgumentException where the reflections are for another radiation than the settings'
	 */
	public Pattern render(final ReflectionList reflections, final String rowKey) {
		throw new UnsupportedOperationException("not yet");
	}

	/**
	 * @param structure any structure
	 * @param rowKey what noise is drawn for
	 * @return its pattern: that of its {@link #reflections}
	 * @throws ReflectionLimitException where there would be too many reflections
	 */
	public Pattern pattern(final CrystalStructure structure, final String rowKey) {
		return render(reflections(structure), rowKey);
	}

	/**
	 * @param structure any structure
	 * @param rowKey what noise is drawn for
	 * @return its pattern with the reflections that lie on the grid
	 * @throws ReflectionLimitException where there would be too many reflections
	 */
	public Simulation simulate(final CrystalStructure structure, final String rowKey) {
		final ReflectionList reflections = reflections(structure);
		return new Simulation(reflections.within(m_settings.grid()), render(reflections, rowKey));
	}
}
