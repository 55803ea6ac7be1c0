// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.refinement.matching;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What scatters on the roles of a template.
 *
 * @param index which of the template's assignments it is
 * @param curves an amplitude a role
 * @param elements an element a role, null for what the template itself has there
 */
record Assignment(int index, Amplitudes.Curve[] curves, String[] elements) {

    /** Elements of one amount on more roles of that amount make many assignments; no more than these are looked at. */
    private static final int MOST = 24;

    private static final double SAME_SHARE = 1e-4;

    /** @return the template as it is */
    static Assignment own(Template template, Amplitudes amplitudes) {
        Amplitudes.Curve[] curves = new Amplitudes.Curve[template.roles()];
        for (int r = 0; r < curves.length; r++) {
            curves[r] = amplitudes.of(template.role(r));
        }
        return new Assignment(0, curves, new String[curves.length]);
    }

    /** @return every way to put the elements of a formula on the roles so that the amounts are right; none where they cannot be */
    static List<Assignment> of(Template template, Map<String, Double> formula, Amplitudes amplitudes) {
        List<Assignment> found = new ArrayList<>();
        if (template.roles() != formula.size() || !template.replaceable()) {
            return found;
        }
        String[] elements = formula.keySet().toArray(new String[0]);
        double total = formula.values().stream().mapToDouble(n -> n).sum();
        double[] shares = formula.values().stream().mapToDouble(n -> n / total).toArray();
        place(template, elements, shares, new String[elements.length], 0, amplitudes, found);
        return found;
    }

    private static void place(
            Template template,
            String[] elements,
            double[] shares,
            String[] placed,
            int role,
            Amplitudes amplitudes,
            List<Assignment> found) {
        if (found.size() >= MOST) {
            return;
        }
        if (role == placed.length) {
            Amplitudes.Curve[] curves = new Amplitudes.Curve[placed.length];
            for (int r = 0; r < curves.length; r++) {
                curves[r] = amplitudes.of(placed[r]);
            }
            found.add(new Assignment(found.size(), curves, placed.clone()));
            return;
        }
        double share = template.roleAtoms(role) / (double) template.atoms();
        for (int e = 0; e < elements.length; e++) {
            if (Math.abs(shares[e] - share) < SAME_SHARE && free(placed, role, elements[e])) {
                placed[role] = elements[e];
                place(template, elements, shares, placed, role + 1, amplitudes, found);
            }
        }
    }

    private static boolean free(String[] placed, int roles, String element) {
        for (int r = 0; r < roles; r++) {
            if (placed[r].equals(element)) {
                return false;
            }
        }
        return true;
    }
}
