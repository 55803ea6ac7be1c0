// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.crystal.cif;

import java.math.BigDecimal;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import org.braggwise.crystal.CrystalStructure;
import org.braggwise.crystal.Displacement;
import org.braggwise.crystal.Site;
import org.braggwise.crystal.Species;
import org.braggwise.crystal.geometry.UnitCell;
import org.braggwise.crystal.symmetry.SpaceGroup;
import org.braggwise.crystal.symmetry.SymmetryOperation;

/**
 * Writes a structure as CIF 1.1: the cell, all symmetry operations with the symbols of the group, and one row for each species of each site.
 * Numbers have all the digits that they need, so that what is written is read back as the same structure.
 */
public final class CifWriter {

    private final StringBuilder m_text = new StringBuilder();

    private CifWriter() {}

    /**
     * @param structure any structure
     * @return the text of a CIF with one data block, which has the structure's name with what a block's name cannot have as "_"
     */
    public static String write(CrystalStructure structure) {
        CifWriter w = new CifWriter();
        w.header(structure);
        w.symmetry(structure.spaceGroup());
        w.sites(structure);
        return w.m_text.toString();
    }

    private void header(CrystalStructure s) {
        String name = s.name().replaceAll("[^\\x21-\\x7E]+", "_");
        m_text.append("data_")
                .append(name.isEmpty() ? "structure" : name.length() > 70 ? name.substring(0, 70) : name)
                .append('\n');
        StringBuilder sum = new StringBuilder();
        double z = s.formulaUnits();
        new java.util.TreeMap<>(s.composition()).forEach((e, n) -> {
            String amount = BigDecimal.valueOf(n / z)
                    .setScale(6, java.math.RoundingMode.HALF_UP)
                    .stripTrailingZeros()
                    .toPlainString();
            sum.append(sum.length() == 0 ? "" : " ").append(e).append(amount.equals("1") ? "" : amount);
        });
        item("_chemical_formula_sum", "'" + sum + "'");
        item("_cell_formula_units_Z", number(z));
        UnitCell c = s.cell();
        item("_cell_length_a", number(c.a()));
        item("_cell_length_b", number(c.b()));
        item("_cell_length_c", number(c.c()));
        item("_cell_angle_alpha", number(c.alphaDeg()));
        item("_cell_angle_beta", number(c.betaDeg()));
        item("_cell_angle_gamma", number(c.gammaDeg()));
        item("_cell_volume", String.format(Locale.ROOT, "%.4f", c.volume()));
    }

    private void symmetry(SpaceGroup g) {
        item("_space_group_IT_number", Integer.toString(g.number()));
        if (!g.setting().equals(SpaceGroup.UNTABULATED)) {
            String setting = g.setting().isEmpty() ? "" : g.setting().substring(0, 1);
            item(
                    "_space_group_name_H-M_alt",
                    "'" + g.hermannMauguinFull() + ("12HR".contains(setting) && !setting.isEmpty() ? ":" + setting : "")
                            + "'");
            item("_space_group_name_Hall", g.hall().contains("'") ? "\"" + g.hall() + "\"" : "'" + g.hall() + "'");
        }
        m_text.append("loop_\n_space_group_symop_operation_xyz\n");
        for (SymmetryOperation s : g.operations()) {
            m_text.append('\'').append(s).append("'\n");
        }
    }

    private void sites(CrystalStructure s) {
        boolean u = s.sites().stream()
                .anyMatch(t ->
                        t.displacement() != null && !t.displacement().kind().isB());
        boolean b = s.sites().stream()
                .anyMatch(
                        t -> t.displacement() != null && t.displacement().kind().isB());
        m_text.append("loop_\n_atom_site_label\n_atom_site_type_symbol\n_atom_site_symmetry_multiplicity\n")
                .append("_atom_site_fract_x\n_atom_site_fract_y\n_atom_site_fract_z\n_atom_site_occupancy\n");
        m_text.append(u || b ? "_atom_site_adp_type\n" : "")
                .append(u ? "_atom_site_U_iso_or_equiv\n" : "")
                .append(b ? "_atom_site_B_iso_or_equiv\n" : "");
        Set<String> labels = new HashSet<>();
        Set<String> own = new HashSet<>();
        s.sites().forEach(t -> own.add(t.label()));
        for (int i = 0; i < s.sites().size(); i++) {
            Site site = s.sites().get(i);
            List<Species> species = site.species();
            for (int k = 0; k < species.size(); k++) {
                m_text.append(label(k == 0 ? site.label() : "", species.get(k).element(), labels, own))
                        .append(' ')
                        .append(species.get(k).typeSymbol())
                        .append(' ')
                        .append(s.multiplicity(i))
                        .append(' ')
                        .append(number(site.x()))
                        .append(' ')
                        .append(number(site.y()))
                        .append(' ')
                        .append(number(site.z()))
                        .append(' ')
                        .append(number(species.get(k).occupancy()));
                Displacement d = site.displacement();
                if (u || b) {
                    m_text.append(' ')
                            .append(
                                    d == null
                                            ? "."
                                            : Map.of(
                                                            Displacement.Kind.B_ISO,
                                                            "Biso",
                                                            Displacement.Kind.U_ISO,
                                                            "Uiso",
                                                            Displacement.Kind.B_EQUIVALENT,
                                                            "Bani",
                                                            Displacement.Kind.U_EQUIVALENT,
                                                            "Uani")
                                                    .get(d.kind()));
                }
                m_text.append(u ? " " + (d == null || d.kind().isB() ? "." : number(d.value())) : "")
                        .append(b ? " " + (d == null || !d.kind().isB() ? "." : number(d.value())) : "")
                        .append('\n');
            }
        }
    }

    /** The site's own label where it can stand in a CIF and is not taken, else the element and a number. */
    private static String label(String own, String element, Set<String> taken, Set<String> reserved) {
        if (own.matches("[A-Za-z0-9][\\x21-\\x7E]{0,60}")
                && !own.matches("(?i)(data_|save_).*|loop_|stop_|global_")
                && taken.add(own)) {
            return own;
        }
        int n = 1;
        while (reserved.contains(element + n) || !taken.add(element + n)) {
            n++;
        }
        return element + n;
    }

    private void item(String tag, String value) {
        m_text.append(String.format(Locale.ROOT, "%-32s ", tag)).append(value).append('\n');
    }

    /** The shortest decimal number that is read back as the same double. */
    private static String number(double x) {
        String plain = new BigDecimal(Double.toString(x == 0 ? 0 : x)).toPlainString();
        return plain.endsWith(".0") ? plain.substring(0, plain.length() - 2) : plain;
    }
}
