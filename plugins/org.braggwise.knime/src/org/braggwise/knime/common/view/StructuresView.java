// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.knime.common.view;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

import org.braggwise.crystal.Atom;
import org.braggwise.crystal.CrystalStructure;
import org.braggwise.crystal.Species;
import org.braggwise.crystal.geometry.UnitCell;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Collects what the structure view shows: unit cells with their atoms, and whose octahedra to draw: a sample of every space group alike. */
public final class StructuresView {

    private static final Set<String> ANIONS = Set.of("O", "S", "Se", "Te", "F", "Cl", "Br", "I", "N", "H");
    /** Cations too large for an octahedron of the usual anions: never B of ABX3. */
    private static final Set<String> LARGE = Set.of(
            "Na", "K", "Rb", "Cs", "Tl", "Ca", "Sr", "Ba", "Pb", "La", "Ce", "Pr", "Nd", "Sm", "Eu", "Gd", "Bi", "Ag");

    private final ObjectNode m_payload = JsonNodeFactory.instance.objectNode();
    private final ViewSample m_sample = new ViewSample(ViewPayload.characters() / 2);

    public StructuresView(String title) {
        m_payload.put("kind", "structures").put("title", title);
    }

    public void add(String name, CrystalStructure s) {
        String stratum = s.spaceGroup().hermannMauguin();
        if (!m_sample.wants(stratum, name)) {
            return;
        }
        ObjectNode o = JsonNodeFactory.instance.objectNode();
        m_sample.put(stratum, name, List.of(o));
        put(o, name, s);
    }

    /** Writes a structure as every view reads it. */
    public static void put(ObjectNode o, String name, CrystalStructure s) {
        UnitCell c = s.cell();
        o.put("name", name)
                .put("formula", s.formula())
                .put("spaceGroup", s.spaceGroup().number())
                .put("symbol", s.spaceGroup().hermannMauguin())
                .put("crystalSystem", s.spaceGroup().crystalSystem().label());
        o.putArray("cell")
                .add(c.a())
                .add(c.b())
                .add(c.c())
                .add(c.alphaDeg())
                .add(c.betaDeg())
                .add(c.gammaDeg());
        Map<String, Integer> elements = new TreeMap<>();
        ArrayNode atoms = o.putArray("atoms");
        for (Atom a : s.atoms()) {
            Species main = s.sites().get(a.siteIndex()).species().get(0);
            elements.merge(main.element(), 1, Integer::sum);
            atoms.addObject()
                    .put("el", main.element())
                    .put("x", round(a.x()))
                    .put("y", round(a.y()))
                    .put("z", round(a.z()))
                    .put("occ", main.occupancy());
        }
        ArrayNode ligands = o.putArray("ligands");
        elements.keySet().stream().filter(ANIONS::contains).forEach(ligands::add);
        Set<String> cations =
                elements.keySet().stream().filter(e -> !ANIONS.contains(e)).collect(Collectors.toSet());
        ArrayNode centres = o.putArray("centres");
        cations.stream()
                .filter(e -> !LARGE.contains(e) || cations.stream().allMatch(LARGE::contains))
                .sorted()
                .forEach(centres::add);
    }

    private static double round(double v) {
        return Math.round(v * 1e5) / 1e5;
    }

    public ObjectNode payload() {
        ArrayNode structures = m_payload.putArray("structures");
        m_sample.items().forEach(structures::addAll);
        if (m_sample.seen() > structures.size()) {
            m_payload.put("total", m_sample.seen());
            m_payload.put(
                    "note",
                    "A sample is shown: " + structures.size() + " of " + m_sample.seen()
                            + " structures, of every space group alike.");
        }
        return m_payload;
    }
}
