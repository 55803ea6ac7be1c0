// SPDX-License-Identifier: GPL-3.0-or-later
/** What powder diffraction speaks of: grids of two-theta, radiations, reflections and patterns. */
package org.braggwise.diffraction;
