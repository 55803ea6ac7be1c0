// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * Which phases a measured pattern is made of: a tree search over candidate structures, each hypothesis refined. Start at
 * {@link org.braggwise.refinement.mixture.PhaseSearch}.
 */
package org.braggwise.refinement.mixture;
