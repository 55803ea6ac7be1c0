// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * From a pattern to a verified structure: peaks, indexing, whole-pattern refinement, matching and the verdict. Knows crystals and
 * diffraction; knows neither the network nor KNIME.
 */
package org.braggwise.refinement;
