// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.crystal.symmetry;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.braggwise.crystal.geometry.Metric;
import org.braggwise.crystal.geometry.UnitCell;

/**
 * A space group in one setting: its type (number and symbols of International Tables A) and its operations on the
 * fractional coordinates of that setting. Immutable; those of tabulated settings are made once.
 */
public final class SpaceGroup {

    /** What {@link #setting()} is where the operations are those of no tabulated setting. */
    public static final String UNTABULATED = "other";

    private static final int[][] MIRROR_IMAGES = {
        {76, 78},
        {91, 95},
        {92, 96},
        {144, 145},
        {151, 153},
        {152, 154},
        {169, 170},
        {171, 172},
        {178, 179},
        {180, 181},
        {212, 213}
    };

    private final int m_number;
    private final String m_setting;
    private final String m_symbol;
    private final String m_hall;
    private final List<SymmetryOperation> m_operations;
    private final List<SymmetryOperation> m_primitive;
    private final List<SymmetryOperation> m_centring;

    SpaceGroup(SpaceGroupTable.Row row) {
        this(row.number(), row.setting(), row.symbol(), row.hall(), HallSymbol.operations(row.hall()));
    }

    private SpaceGroup(int number, String setting, String symbol, String hall, List<SymmetryOperation> operations) {
        m_number = number;
        m_setting = setting;
        m_symbol = symbol;
        m_hall = hall;
        m_operations = List.copyOf(operations);
        Map<List<Integer>, SymmetryOperation> first = new LinkedHashMap<>();
        List<SymmetryOperation> centring = new ArrayList<>();
        for (SymmetryOperation s : operations) {
            first.putIfAbsent(Arrays.stream(s.rotationInPlace()).boxed().toList(), s);
            if (s.isTranslation()) {
                centring.add(s);
            }
        }
        m_primitive = List.copyOf(first.values());
        m_centring = List.copyOf(centring);
    }

    /**
     * The standard setting of a type: unique axis b with cell choice 1, origin choice 2, hexagonal axes.
     *
     * @param number 1 to 230
     * @return the group
     * @throws IllegalArgumentException outside 1 to 230
     */
    public static SpaceGroup ofNumber(int number) {
        return SpaceGroupTable.standard(number);
    }

    /**
     * @param symbol a Hall symbol (International Tables B, section A1.4.2.3), with a change of basis or without
     * @return its group, with the tabulated setting's symbols where its operations are those of one
     * @throws IllegalArgumentException where it is not a Hall symbol
     */
    public static SpaceGroup ofHall(String symbol) {
        String plain = symbol.replace('_', ' ').trim().replaceAll("\\s+", " ");
        for (SpaceGroupTable.Row r : SpaceGroupTable.rows()) {
            if (r.hall().equalsIgnoreCase(plain)) {
                return SpaceGroupTable.group(r);
            }
        }
        return ofOperations(HallSymbol.operations(symbol));
    }

    /**
     * The group of a Hermann-Mauguin symbol, short, full, extended or of an old form: "Pm-3m", "P m 3 m", "P_21/c", "P 1 21/c 1", "Pbnm",
     * "F d -3 m :2", "R -3 c H", "C m c e", "F 41/d -3 2/m", "H 3 2".
     *
     * @param symbol the symbol, with its setting after a colon or without
     * @param settingOrNull a setting code, which goes before the symbol's own: "1", "2", "H", "R", "b1", "cab", "2cab"; null for none
     * @return the group; where the symbol leaves the setting open, origin choice 2, hexagonal axes, unique axis b
     * @throws IllegalArgumentException where no group has that symbol, or the group no such setting
     */
    public static SpaceGroup ofHermannMauguin(String symbol, String settingOrNull) {
        HermannMauguin hm = HermannMauguin.parse(symbol);
        List<SpaceGroup> all = hm.groups();
        if (all.isEmpty()) {
            throw new IllegalArgumentException("Hermann-Mauguin symbol \"" + symbol
                    + "\" is not known: expected one of International Tables A such as \"P m -3 m\".");
        }
        String setting = settingOrNull == null || settingOrNull.isBlank() ? hm.setting() : settingOrNull.trim();
        if (setting.isEmpty()) {
            return all.get(0);
        }
        for (SpaceGroup g : all) {
            if (g.setting().equalsIgnoreCase(setting) || g.setting().startsWith(setting) && "12".contains(setting)) {
                return g;
            }
        }
        throw new IllegalArgumentException(
                "Setting \"" + setting + "\" of \"" + symbol + "\" is not known: expected one of "
                        + all.stream().map(g -> "\"" + g.setting() + "\"").toList() + ".");
    }

    /**
     * All tabulated settings that a Hermann-Mauguin symbol can mean, the likeliest first: for a symbol with two origin choices,
     * or with hexagonal and rhombohedral axes, both; for "P 21/b" unique axis c, then a.
     *
     * @param symbol as for {@link #ofHermannMauguin}; a setting that it names is kept to
     * @return the groups, empty where the symbol is unknown
     */
    public static List<SpaceGroup> candidates(String symbol) {
        HermannMauguin hm = HermannMauguin.parse(symbol);
        List<SpaceGroup> all = hm.groups();
        List<SpaceGroup> fitting = all.stream()
                .filter(g -> hm.setting().isEmpty()
                        || g.setting().equalsIgnoreCase(hm.setting())
                        || g.setting().startsWith(hm.setting()) && "12".contains(hm.setting()))
                .toList();
        return fitting.isEmpty() ? all : fitting;
    }

    /** @return all tabulated settings of a type, 1 to 230, the standard one first */
    public static List<SpaceGroup> settings(int number) {
        List<SpaceGroup> all = new ArrayList<>();
        all.add(ofNumber(number));
        for (SpaceGroupTable.Row r : SpaceGroupTable.rows()) {
            if (r.number() == number && !r.standard()) {
                all.add(SpaceGroupTable.group(r));
            }
        }
        return all;
    }

    /**
     * The group of a set of operations on any cell, primitive, centred or a multiple of them. The set is completed to the group that it
     * generates; its type is found by transforming it to the standard setting (see {@link TypeSearch}).
     *
     * @param operations at least one
     * @return the group: a tabulated setting where it is one, else one with {@link #UNTABULATED} as its setting
     * @throws IllegalArgumentException where the operations generate no space group
     */
    public static SpaceGroup ofOperations(List<SymmetryOperation> operations) {
        SpaceGroup complete = SpaceGroupTable.find(new HashSet<>(operations));
        if (complete != null) {
            return complete;
        }
        List<SymmetryOperation> all = GroupClosure.of(operations);
        SpaceGroup tabulated = SpaceGroupTable.find(new HashSet<>(all));
        if (tabulated != null) {
            return tabulated;
        }
        SpaceGroup standard = ofNumber(TypeSearch.ofExact(all).number());
        return new SpaceGroup(standard.m_number, UNTABULATED, standard.m_symbol, "", all);
    }

    /** @return the number of its type in International Tables A, 1 to 230 */
    public int number() {
        return m_number;
    }

    /** @return the short Hermann-Mauguin symbol without spaces, "Pm-3m", "P21/c", "Pbnm"; of the type where the setting is not tabulated */
    public String hermannMauguin() {
        String[] parts = m_symbol.split(" ");
        boolean uniqueB =
                m_number >= 3 && m_number <= 15 && parts.length == 4 && parts[1].equals("1") && parts[3].equals("1");
        return uniqueB ? parts[0] + parts[2] : m_symbol.replace(" ", "");
    }

    /** @return the Hermann-Mauguin symbol with spaces and with all its parts, "P m -3 m", "P 1 21/c 1" */
    public String hermannMauguinFull() {
        return m_symbol;
    }

    /** @return the Hall symbol of the setting; "" where it is not tabulated */
    public String hall() {
        return m_hall;
    }

    /** @return its crystal system */
    public CrystalSystem crystalSystem() {
        return CrystalSystem.ofSpaceGroup(m_number);
    }

    /** @return the code of the setting: "" (only one), "b1", "-c2", "ba-c", "1", "2", "2cab", "H", "R", or {@link #UNTABULATED} */
    public String setting() {
        return m_setting;
    }

    /** @return all operations modulo the lattice of the cell, those of its centring among them; the identity is the first */
    public List<SymmetryOperation> operations() {
        return m_operations;
    }

    /** @return one operation for each rotation part: the operations modulo all translations, the identity first */
    public List<SymmetryOperation> primitiveOperations() {
        return m_primitive;
    }

    /** @return the pure translations modulo the lattice of the cell: 1 for a primitive cell, 2 for A B C I, 3 for R, 4 for F */
    public List<SymmetryOperation> centring() {
        return m_centring;
    }

    /** @return how many operations there are: the multiplicity of the general position */
    public int order() {
        return m_operations.size();
    }

    /** @return whether it has inversion centres */
    public boolean centrosymmetric() {
        int[] inversion = {-1, 0, 0, 0, -1, 0, 0, 0, -1};
        return m_primitive.stream().anyMatch(s -> Arrays.equals(s.rotationInPlace(), inversion));
    }

    /**
     * The 11 pairs of groups whose structures are mirror images of each other, as P3_1 2 1 and P3_2 2 1: |F(hkl)| of the one is |F(-h-k-l)| of the
     * other, and a powder pattern has both at one place.
     *
     * @return the group of the mirror images of this one's structures, another one for these pairs only
     */
    public int mirrorImage() {
        for (int[] pair : MIRROR_IMAGES) {
            if (pair[0] == m_number || pair[1] == m_number) {
                return pair[0] + pair[1] - m_number;
            }
        }
        return m_number;
    }

    /** @return whether a powder pattern can't tell the other group's structures from this one's: the same group, or that of their mirror images */
    public boolean hasPatternsOf(SpaceGroup other) {
        return other.number() == number() || other.number() == mirrorImage();
    }

    /** @return its Laue class */
    public LaueClass laueClass() {
        return LaueClass.ofSpaceGroup(m_number);
    }

    /**
     * Whether the general extinction conditions of the group (centring, glide planes, screw axes) make a reflection absent:
     * some operation leaves h in place (h W = h) and h . w is not an integer (International Tables A, section 1.6.3).
     */
    public boolean absent(int h, int k, int l) {
        for (SymmetryOperation s : m_operations) {
            int[] r = s.rotationInPlace();
            if (h * r[0] + k * r[3] + l * r[6] == h
                    && h * r[1] + k * r[4] + l * r[7] == k
                    && h * r[2] + k * r[5] + l * r[8] == l) {
                int[] t = s.translationInPlace();
                if (Math.floorMod((long) h * t[0] + (long) k * t[1] + (long) l * t[2], (long)
                                SymmetryOperation.DENOMINATOR)
                        != 0) {
                    return true;
                }
            }
        }
        return false;
    }

    /**
     * How far a cell is from what the rotations demand (W^T G W = G): 0 for a cell that the group allows.
     *
     * @return the largest change of an entry of the metric tensor over the product of the two lengths that it belongs to
     */
    public double cellMisfit(UnitCell cell) {
        Metric g = cell.metric();
        double worst = 0;
        for (SymmetryOperation s : m_primitive) {
            Metric t = g.transformed(s.rotationInPlace());
            for (int i = 0; i < 3; i++) {
                for (int j = i; j < 3; j++) {
                    worst = Math.max(worst, Math.abs(t.at(i, j) - g.at(i, j)) / Math.sqrt(g.at(i, i) * g.at(j, j)));
                }
            }
        }
        return worst;
    }

    /** @return the mean of W^T G W over the group, which its rotations leave as it is */
    public Metric averaged(Metric g) {
        double[][] mean = new double[3][3];
        for (SymmetryOperation s : m_primitive) {
            Metric t = g.transformed(s.rotationInPlace());
            for (int i = 0; i < 3; i++) {
                for (int j = 0; j < 3; j++) {
                    mean[i][j] += t.at(i, j) / m_primitive.size();
                }
            }
        }
        return new Metric(mean);
    }

    /**
     * The cell that the group allows nearest to a given one: its metric tensor averaged over the group.
     *
     * @param cell any cell
     * @return the cell with exact angles and equal lengths where the group demands them
     */
    public UnitCell constrained(UnitCell cell) {
        return UnitCell.ofMetric(averaged(cell.metric()));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SpaceGroup g
                && (g == this
                        || g.m_operations.size() == m_operations.size()
                                && new HashSet<>(g.m_operations).equals(new HashSet<>(m_operations)));
    }

    @Override
    public int hashCode() {
        return 31 * m_number + m_operations.size();
    }

    /** @return "Pm-3m (221)", with the setting after a colon where there is a choice */
    @Override
    public String toString() {
        return hermannMauguin() + (m_setting.isEmpty() ? "" : ":" + m_setting) + " (" + m_number + ")";
    }
}
