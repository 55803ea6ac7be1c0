// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.crystal.substitution;

/** The kind of a site: the large cation, the small one that the anions surround, the anion. */
public enum IonSite {
    A,
    B,
    X
}
