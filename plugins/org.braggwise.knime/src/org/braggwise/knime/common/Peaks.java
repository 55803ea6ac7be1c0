// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.knime.common;

import java.util.Comparator;
import java.util.List;

import org.braggwise.diffraction.Reflection;
import org.braggwise.diffraction.ReflectionList;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Lists of reflections as JSON: in table cells for people and programs, in views for labels. */
public final class Peaks {

    /** The column that the simulator writes. */
    public static final String COLUMN = "Peaks";

    /** Reflections labelled in a view at most; weaker ones are left out. */
    private static final int IN_VIEW = 120;

    private static final double FULL_SCALE = 100;

    private Peaks() {}

    /**
     * @return a JSON array with an object for each reflection: h, k, l, d (angstrom), twoTheta (deg), multiplicity, F2 (electrons
     *     squared) and intensity (strongest 100), by rising two-theta
     */
    public static String json(ReflectionList list) {
        double scale = list.strongest() > 0 ? FULL_SCALE / list.strongest() : 0;
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        for (Reflection r : list.reflections()) {
            array.addObject()
                    .put("h", r.h())
                    .put("k", r.k())
                    .put("l", r.l())
                    .put("d", r.dAngstrom())
                    .put("twoTheta", r.twoThetaDeg())
                    .put("multiplicity", r.multiplicity())
                    .put("F2", r.structureFactorSquared())
                    .put("intensity", r.intensity() * scale);
        }
        return array.toString();
    }

    /** Adds the strongest reflections to a view's series or row, as its "peaks". */
    public static void putInView(ObjectNode to, ReflectionList list) {
        double scale = list.strongest() > 0 ? FULL_SCALE / list.strongest() : 0;
        List<Reflection> strongest = list.reflections().stream()
                .sorted(Comparator.comparingDouble(Reflection::intensity).reversed())
                .limit(IN_VIEW)
                .sorted(Comparator.comparingDouble(Reflection::twoThetaDeg))
                .toList();
        ArrayNode array = to.putArray("peaks");
        for (Reflection r : strongest) {
            array.addObject()
                    .put("tt", r.twoThetaDeg())
                    .put("hkl", r.h() + " " + r.k() + " " + r.l())
                    .put("i", r.intensity() * scale);
        }
    }
}
