// SPDX-License-Identifier: GPL-3.0-or-later
/** Finding a structure's space group from its atoms, whatever group it claims, and bringing it to the standard setting. */
package org.braggwise.crystal.finder;
