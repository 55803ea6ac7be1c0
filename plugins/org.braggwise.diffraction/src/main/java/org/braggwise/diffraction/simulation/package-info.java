// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * Kinematic powder patterns of crystal structures: {@link org.braggwise.diffraction.simulation.PatternSimulator} with
 * {@link org.braggwise.diffraction.simulation.SimulationSettings}.
 */
package org.braggwise.diffraction.simulation;
