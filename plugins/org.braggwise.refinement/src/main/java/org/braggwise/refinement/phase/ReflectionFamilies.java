// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.refinement.phase;

/**
 * Families of symmetry-equivalent reflections, one member each, as {@link FamilyEnumeration} finds them; on plain arrays, which nobody must
 * write to.
 *
 * @param h first index of each family's member
 * @param k second index
 * @param l third index
 * @param multiplicity how many members each family has, opposite ones included
 */
public record ReflectionFamilies(int[] h, int[] k, int[] l, int[] multiplicity) {

    /** @throws IllegalArgumentException where the arrays differ in length */
    public ReflectionFamilies {
        if (k.length != h.length || l.length != h.length || multiplicity.length != h.length) {
            throw new IllegalArgumentException("Reflection families have " + h.length + ", " + k.length + ", "
                    + l.length + " indices and " + multiplicity.length + " multiplicities: expected as many of each.");
        }
    }

    /** @return how many families there are */
    public int size() {
        return h.length;
    }
}
