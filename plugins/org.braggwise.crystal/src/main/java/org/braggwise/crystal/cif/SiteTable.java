// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.crystal.cif;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The rows of a block's sites, wherever they stand: in one loop, in several, or as single items of a structure with one site. Columns that
 * stand in a loop of their own beside the labels are found there.
 */
final class SiteTable {

    static final String LABEL = "_atom_site_label";
    static final String TYPE = "_atom_site_type_symbol";
    static final String[] FRACTIONAL = {"_atom_site_fract_x", "_atom_site_fract_y", "_atom_site_fract_z"};
    static final String[] CARTESIAN = {"_atom_site_cartn_x", "_atom_site_cartn_y", "_atom_site_cartn_z"};

    private record Place(CifLoop loop, int row) {}

    private final List<CifLoop> m_loops;
    private final List<Place> m_places = new ArrayList<>();
    private final Map<String, List<Place>> m_beside = new HashMap<>();
    private final boolean m_cartesian;

    private SiteTable(CifBlock block, List<CifLoop> loops, boolean cartesian) {
        m_loops = loops;
        m_cartesian = cartesian;
        for (CifLoop loop : loops) {
            for (int row = 0; row < loop.rows(); row++) {
                m_places.add(new Place(loop, row));
            }
        }
        for (CifLoop loop : block.loopsWith(LABEL)) {
            for (int row = 0; !loops.contains(loop) && row < loop.rows(); row++) {
                CifValue label = loop.get(row, LABEL);
                if (label != null) {
                    m_beside.computeIfAbsent(label.text(), l -> new ArrayList<>(1))
                            .add(new Place(loop, row));
                }
            }
        }
    }

    /** @return the sites of the block, null where it has none */
    static SiteTable of(CifBlock block) {
        for (boolean cartesian : new boolean[] {false, true}) {
            String x = cartesian ? CARTESIAN[0] : FRACTIONAL[0];
            List<CifLoop> loops = block.loopsWith(x);
            if (loops.isEmpty() && block.items().containsKey(x)) {
                loops = List.of(block.itemsAsLoop("_atom_site_"));
            }
            boolean given = loops.stream().anyMatch(l -> {
                for (int row = 0; row < l.rows(); row++) {
                    if (l.raw(row, x).isMissing() && !l.raw(row, x).text().equals(".")) {
                        continue;
                    }
                    return true;
                }
                return false;
            });
            if (!loops.isEmpty() && (given || !block.has(CARTESIAN[0]) || cartesian)) {
                return new SiteTable(block, loops, cartesian);
            }
        }
        return null;
    }

    List<CifLoop> loops() {
        return m_loops;
    }

    /** @return whether the coordinates are in angstrom along orthogonal axes */
    boolean cartesian() {
        return m_cartesian;
    }

    String[] coordinates() {
        return m_cartesian ? CARTESIAN : FRACTIONAL;
    }

    int rows() {
        return m_places.size();
    }

    int line(int row) {
        Place p = m_places.get(row);
        return p.loop().lineOf(p.row());
    }

    /** @return the loop that a row stands in */
    CifLoop loop(int row) {
        return m_places.get(row).loop();
    }

    /** @return the value as it stands, null where no loop has the column */
    CifValue raw(int row, String tag) {
        Place p = m_places.get(row);
        CifValue v = p.loop().raw(p.row(), tag);
        if (v != null || m_beside.isEmpty()) {
            return v;
        }
        CifValue label = p.loop().raw(p.row(), LABEL);
        for (Place q : label == null ? List.<Place>of() : m_beside.getOrDefault(label.text(), List.of())) {
            v = q.loop().raw(q.row(), tag);
            if (v != null) {
                return v;
            }
        }
        return null;
    }

    /** @return the value, null where it is not given */
    CifValue get(int row, String tag) {
        CifValue v = raw(row, tag);
        return v == null || v.isMissing() ? null : v;
    }

    /** @return the label; of a macromolecule, whose atoms have names that return, the name and the atom's number; "" where there is none */
    String label(int row) {
        CifValue label = get(row, LABEL);
        if (label != null) {
            return label.text();
        }
        CifValue name = get(row, "_atom_site_label_atom_id");
        name = name == null ? get(row, "_atom_site_auth_atom_id") : name;
        CifValue number = get(row, "_atom_site_id");
        if (name != null) {
            return name.text() + (number == null ? "" : "_" + number.text());
        }
        return number != null ? number.text() : "";
    }

    /** @return the name of the columns, for a message */
    String what() {
        return String.join(", ", coordinates()).toLowerCase(Locale.ROOT);
    }
}
