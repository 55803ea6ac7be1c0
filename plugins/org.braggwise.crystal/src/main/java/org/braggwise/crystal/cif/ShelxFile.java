// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.crystal.cif;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

import org.braggwise.crystal.geometry.Metric;
import org.braggwise.crystal.geometry.UnitCell;
import org.braggwise.crystal.symmetry.SiteSymmetry;
import org.braggwise.crystal.symmetry.SpaceGroup;
import org.braggwise.crystal.symmetry.SymmetryOperation;

/**
 * Reads an instruction or result file of SHELXL (.ins, .res) as the data block that a CIF of the same structure would be. Described in
 * G. M. Sheldrick (2015), Acta Cryst. C71, 3, doi:10.1107/S2053229614024218, and the program's manual: instructions of four letters,
 * atoms as "name, type, x, y, z, occupancy over the order of the site symmetry, U", free variables, "=" at the end of a line that goes on.
 */
final class ShelxFile {

    private static final int HEAD = 20_000;
    private static final Pattern CIF = Pattern.compile("(?im)^(?:data_|loop_)");
    private static final Pattern CELL = Pattern.compile("(?im)^[ \\t]*CELL(\\s+-?[\\d.]+){7}");
    private static final Pattern ATOM_TYPES = Pattern.compile("(?im)^[ \\t]*SFAC\\s+\\$?[A-Z]");
    private static final Set<String> INSTRUCTIONS = Set.of(
            ("ABIN ACTA AFIX ANIS ANSC ANSR BASF BIND BLOC BOND BUMP CELL CGLS CHIV CONF CONN DAMP DANG DEFS DELU DFIX DISP EADP END EQIV "
                            + "ESEL EXTI EXYZ FEND FLAT FMAP FRAG FREE FVAR GRID HFIX HKLF HTAB INIT ISOR L.S. LATT LAUE LIST MERG MOLE MORE MOVE "
                            + "MPLA NCSY NEUT OMIT PART PATT PHAN PHAS PLAN PRIG REM RESI RIGU RTAB SADI SAME SFAC SHEL SIMU SIZE SPEC SPIN "
                            + "STIR SUMP SWAT SYMM TEMP TEXP TIME TITL TREF TWIN TWST UNIT VECT WGHT WIGL WPDB XNPD ZERR")
                    .split(" "));
    private static final String[] CENTRINGS = {
        "", "", "x+1/2,y+1/2,z+1/2", "x+2/3,y+1/3,z+1/3", "", "x,y+1/2,z+1/2", "x+1/2,y,z+1/2", "x+1/2,y+1/2,z"
    };
    private static final double SPECIAL_ANGSTROM = 0.2;

    /** U, and the height of a peak. */
    private static final int MOST_ISOTROPIC = 2;

    private final CifLog m_log;
    private final List<ShelxLine> m_lines = new ArrayList<>();
    private final List<String> m_types = new ArrayList<>();
    private final List<Double> m_amounts = new ArrayList<>();
    private final List<Double> m_free = new ArrayList<>();
    private final List<SymmetryOperation> m_operations = new ArrayList<>(List.of(SymmetryOperation.IDENTITY));
    private final List<String> m_siteTags = List.of(
            "_atom_site_label",
            "_atom_site_type_symbol",
            "_atom_site_fract_x",
            "_atom_site_fract_y",
            "_atom_site_fract_z",
            "_atom_site_occupancy",
            "_atom_site_u_iso_or_equiv",
            "_atom_site_disorder_group");
    private final List<CifValue> m_sites = new ArrayList<>();
    private final List<CifValue> m_anisotropic = new ArrayList<>();
    private UnitCell m_cell;
    private SpaceGroup m_group;
    private String m_part = ".";
    /** Of the atoms of the part, whatever stands at theirs; NaN where none is stated. */
    private double m_partOccupancy = Double.NaN;

    private String m_residue = "";
    private double m_lastU = 0.05;

    private ShelxFile(CifLog log) {
        m_log = log;
    }

    /** @return whether a text is such a file: it has a cell with a wavelength and a list of atom types, and no data block */
    static boolean is(String text) {
        String head = text.length() > HEAD ? text.substring(0, HEAD) : text;
        return CELL.matcher(head).find()
                && ATOM_TYPES.matcher(head).find()
                && !CIF.matcher(head).find();
    }

    /** @return the block; without atoms where the file has none */
    static CifBlock block(String text, CifLog log) {
        ShelxFile f = new ShelxFile(log);
        f.m_lines.addAll(ShelxLine.of(text));
        return f.read();
    }

    private CifBlock read() {
        ShelxLine cell = null;
        String title = "";
        int z = 0;
        int lattice = 1;
        int symmetryLine = 1;
        boolean fragment = false;
        for (ShelxLine line : m_lines) {
            String name = line.name();
            fragment = name.equals("FRAG") || fragment && !name.equals("FEND");
            if (fragment) {
                continue;
            }
            switch (name) {
                case "TITL" -> title =
                        String.join(" ", line.words()).substring(4).trim();
                case "CELL" -> cell = cell(line) ? line : cell;
                case "ZERR" -> z = (int) line.number(1, 0);
                case "LATT" -> lattice = (int) line.number(1, 1);
                case "SYMM" -> symmetry(line);
                case "SFAC" -> types(line);
                case "UNIT" -> numbers(line, m_amounts);
                case "FVAR" -> numbers(line, m_free);
                case "PART" -> {
                    m_part = line.number(1, 0) == 0 ? "." : Integer.toString((int) line.number(1, 0));
                    m_partOccupancy = line.words().length > 2 ? value(line, 2) : Double.NaN;
                }
                case "RESI" -> m_residue = residue(line);
                default -> {
                    if (!INSTRUCTIONS.contains(name) && m_cell != null) {
                        atom(line, lattice);
                    }
                }
            }
            symmetryLine = name.equals("LATT") ? line.line() : symmetryLine;
            if (name.equals("HKLF") || name.equals("END")) {
                break; // peaks of the difference map may follow
            }
        }
        return block(title, cell, z, lattice, symmetryLine);
    }

    private boolean cell(ShelxLine line) {
        if (line.words().length < 8) {
            return false;
        }
        try {
            m_cell = new UnitCell(
                    line.number(2, 0),
                    line.number(3, 0),
                    line.number(4, 0),
                    line.number(5, 0),
                    line.number(6, 0),
                    line.number(7, 0));
            return true;
        } catch (IllegalArgumentException e) {
            m_log.error(line.line(), "cell", e.getMessage(), "CELL, a wavelength, three lengths and three angles");
            return false;
        }
    }

    private void symmetry(ShelxLine line) {
        String text = String.join("", line.words()).substring(4);
        try {
            m_operations.add(SymmetryOperation.parse(text));
        } catch (IllegalArgumentException e) {
            m_log.error(
                    line.line(), "symmetry-operations", "SYMM " + text, "an operation such as \"-X, 0.5+Y, 0.5-Z\"");
        }
    }

    /** "SFAC C H N O", or one type with its scattering factor. */
    private void types(ShelxLine line) {
        String[] w = line.words();
        boolean factor = w.length > 3 && w[2].matches("-?\\d*\\.?\\d+.*");
        for (int i = 1; i < (factor ? 2 : w.length); i++) {
            m_types.add(w[i].replace("$", ""));
        }
    }

    private static void numbers(ShelxLine line, List<Double> to) {
        for (int i = 1; i < line.words().length; i++) {
            to.add(line.number(i, 0));
        }
    }

    private static String residue(ShelxLine line) {
        for (int i = 1; i < line.words().length; i++) {
            if (line.words()[i].matches("-?\\d+") && !line.words()[i].equals("0")) {
                return "_" + line.words()[i];
            }
        }
        return "";
    }

    private void atom(ShelxLine line, int lattice) {
        String[] w = line.words();
        if (w.length < 5 || w[0].matches("(?i)Q\\d+")) {
            return;
        }
        int type = (int) line.number(1, 0);
        double[] x = {value(line, 2), value(line, 3), value(line, 4)};
        if (type < 1 || type > m_types.size() || !w[1].matches("\\d+") || Double.isNaN(x[0] + x[1] + x[2])) {
            m_log.warning(
                    line.line(),
                    "shelx-line",
                    "\"" + String.join(" ", w) + "\"",
                    "an instruction of SHELXL, or an atom with a type from 1 to " + m_types.size()
                            + " and three coordinates",
                    "that it can be passed over");
            return;
        }
        // an atom without an occupancy is a whole one
        boolean stated = !Double.isNaN(m_partOccupancy) || w.length > 5;
        double occupancy = !stated
                ? 1
                : (Double.isNaN(m_partOccupancy) ? value(line, 5) : m_partOccupancy) * siteSymmetry(x, lattice);
        if (Double.isNaN(occupancy)) {
            m_log.error(line.line(), "occupancy", "\"" + w[5] + "\" of " + w[0], "a number");
            return;
        }
        double[] u = new double[6];
        int given = 0;
        for (int i = 0; i < 6 && 6 + i < w.length; i++) {
            u[i] = value(line, 6 + i);
            given += Double.isNaN(u[i]) ? 0 : 1;
        }
        String label = w[0] + m_residue;
        String iso = ".";
        if (given == 6) {
            add(m_anisotropic, line, label, text(u[0]), text(u[1]), text(u[2]), text(u[5]), text(u[4]), text(u[3]));
            m_lastU = (u[0] + u[1] + u[2]) / 3;
        } else if (given > MOST_ISOTROPIC || given > 0 && Double.isNaN(u[0])) {
            m_log.warning(
                    line.line(),
                    "displacement",
                    given + " readable displacement parameters of " + w[0],
                    "one of an isotropic or six of an anisotropic displacement",
                    "that none is given");
        } else if (given > 0) {
            double value = u[0] <= -0.5 && u[0] >= -5 ? -u[0] * m_lastU : u[0];
            m_lastU = u[0] > 0 ? u[0] : m_lastU;
            iso = text(value);
        }
        double share =
                Math.abs(occupancy - 1) < 1e-3 ? 1 : Math.rint(occupancy * 1e5) / 1e5; // 48 times 0.02083 is one atom
        add(m_sites, line, label, m_types.get(type - 1), text(x[0]), text(x[1]), text(x[2]), text(share), iso, m_part);
    }

    /** A coordinate or parameter: 10 + p is p held fixed, 10 m + p is p times free variable m, -(10 m + p) is p times (that minus one). */
    private double value(ShelxLine line, int word) {
        double n = CifNumber.parse(word < line.words().length ? line.words()[word] : "")
                .value();
        if (Double.isNaN(n) || Math.abs(n) < 5) {
            return n;
        }
        int m = (int) Math.rint(Math.abs(n) / 10);
        double p = Math.abs(n) - 10 * m;
        if (m <= 1) {
            return Math.signum(n) * p;
        }
        if (m > m_free.size()) {
            m_log.warning(
                    line.line(),
                    "shelx-line",
                    "free variable " + m + " of " + m_free.size(),
                    "FVAR with that many values",
                    "1 for the variable");
            return p;
        }
        double variable = m_free.get(m - 1);
        return n > 0 ? p * variable : -p * (variable - 1);
    }

    /** @return the order of the site symmetry: SHELXL's occupancies are divided by it */
    private int siteSymmetry(double[] x, int lattice) {
        Metric metric = m_cell.metric();
        return SiteSymmetry.of(group(lattice).operations(), metric, x, SPECIAL_ANGSTROM)
                .images();
    }

    private SpaceGroup group(int lattice) {
        if (m_group == null) {
            List<SymmetryOperation> all = new ArrayList<>(m_operations);
            if (lattice > 0) {
                all.add(SymmetryOperation.parse("-x,-y,-z"));
            }
            int centring = Math.abs(lattice);
            if (centring == 4) {
                all.add(SymmetryOperation.parse(CENTRINGS[5]));
                all.add(SymmetryOperation.parse(CENTRINGS[6]));
            } else if (centring > 1 && centring < CENTRINGS.length) {
                all.add(SymmetryOperation.parse(CENTRINGS[centring]));
            }
            try {
                m_group = SpaceGroup.ofOperations(all);
            } catch (IllegalArgumentException e) {
                m_log.error(1, "symmetry-operations", e.getMessage(), "LATT and SYMM of a space group");
                m_group = SpaceGroup.ofNumber(1);
            }
        }
        return m_group;
    }

    private CifBlock block(String title, ShelxLine cell, int z, int lattice, int symmetryLine) {
        CifBlock block = new CifBlock(title.isEmpty() ? "shelx" : title.split("\\s+")[0], 1);
        if (m_cell == null) {
            return block;
        }
        String[] tags = {"length_a", "length_b", "length_c", "angle_alpha", "angle_beta", "angle_gamma"};
        for (int i = 0; i < 6; i++) {
            block.items().put("_cell_" + tags[i], new CifValue(cell.words()[i + 2], cell.line(), true));
        }
        if (z > 0) {
            block.items().put("_cell_formula_units_z", new CifValue(Integer.toString(z), cell.line(), true));
        }
        if (z > 0 && m_amounts.size() == m_types.size()) {
            StringBuilder formula = new StringBuilder();
            for (int i = 0; i < m_types.size(); i++) {
                String element = TypeSymbol.ofType(m_types.get(i)).element();
                if (element != null && m_amounts.get(i) > 0) {
                    formula.append(element)
                            .append((float) (m_amounts.get(i) / z))
                            .append(' ');
                }
            }
            block.items()
                    .put(
                            "_chemical_formula_sum",
                            new CifValue(formula.toString().trim(), cell.line(), true));
        }
        List<CifValue> operations = new ArrayList<>();
        group(lattice).operations().forEach(o -> operations.add(new CifValue(o.toString(), symmetryLine, true)));
        block.add(new CifLoop(symmetryLine, List.of("_space_group_symop_operation_xyz"), operations));
        if (!m_sites.isEmpty()) {
            block.add(new CifLoop(m_sites.get(0).line(), m_siteTags, m_sites));
        }
        if (!m_anisotropic.isEmpty()) {
            block.add(new CifLoop(
                    m_anisotropic.get(0).line(),
                    List.of(
                            "_atom_site_aniso_label",
                            "_atom_site_aniso_u_11",
                            "_atom_site_aniso_u_22",
                            "_atom_site_aniso_u_33",
                            "_atom_site_aniso_u_12",
                            "_atom_site_aniso_u_13",
                            "_atom_site_aniso_u_23"),
                    m_anisotropic));
        }
        return block;
    }

    private static void add(List<CifValue> to, ShelxLine line, String... texts) {
        for (String t : texts) {
            to.add(new CifValue(t, line.line(), false));
        }
    }

    private static String text(double x) {
        return new java.math.BigDecimal(Double.toString(x)).toPlainString();
    }
}
