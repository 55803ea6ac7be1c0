// SPDX-License-Identifier: GPL-3.0-or-later
/** Weighs what refinement, extinctions and a network say of a pattern's symmetry, and says whether the answer holds. */
package org.braggwise.refinement.decision;
