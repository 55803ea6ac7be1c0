// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.refinement.matching;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.braggwise.crystal.CrystalStructure;
import org.braggwise.crystal.Site;
import org.braggwise.crystal.Species;
import org.braggwise.crystal.geometry.FractionalDifference;
import org.braggwise.crystal.symmetry.SymmetryOperation;
import org.braggwise.refinement.phase.FamilyEnumeration;
import org.braggwise.refinement.phase.FreePositions;
import org.braggwise.refinement.phase.ReciprocalMetric;
import org.braggwise.refinement.phase.ReflectionFamilies;

/**
 * A candidate, prepared once: its roles (what scatters in the same way: sites of one element, or of one mixture), its free lattice numbers and
 * coordinates, and its reflections with the sum of exp(2 pi i h . x) over the atoms of each role. The intensity of a family with any elements
 * on the roles is then a few multiplications. Immutable; its arrays are read by hot loops and written by nobody.
 */
final class Template {

    /** Reflections are kept to this share beyond the grid's greatest Q, so that cells may shrink. */
    private static final double MARGIN = 1.8;

    private static final int MOST_FAMILIES = 20_000;

    private final CrystalStructure m_structure;
    private final List<Site> m_roles;
    private final int[] m_roleOfSite;
    private final int[] m_roleAtoms;
    private final FamilyEnumeration m_enumeration;
    private final FreePositions m_free;
    private final double[] m_g;
    private final int[] m_distinctAtoms;
    private final int m_centring;
    private final String m_signature;
    private final PrimitiveBasis m_primitive;
    private final double[] m_coefficients;
    private final double[] m_q;
    private final float[] m_multiplicity;
    private final float[] m_partial;

    /**
     * @param structure the candidate
     * @param qMax how far reflections are needed, in reciprocal square angstrom
     * @throws IllegalArgumentException where it has more reflections than any fit could use, or atoms that cannot be told apart
     */
    Template(CrystalStructure structure, double qMax) {
        m_structure = structure;
        m_roleOfSite = new int[structure.sites().size()];
        m_roles = roles(structure, m_roleOfSite);
        m_roleAtoms = new int[m_roles.size()];
        for (int s = 0; s < m_roleOfSite.length; s++) {
            m_roleAtoms[m_roleOfSite[s]] += structure.multiplicity(s);
        }
        m_enumeration = new FamilyEnumeration(structure.spaceGroup());
        m_free = new FreePositions(structure);
        m_g = m_enumeration.metric().of(structure.cell());
        m_centring = structure.spaceGroup().centring().size();
        m_distinctAtoms = findDistinctAtoms();
        m_signature = sign();
        m_primitive = PrimitiveBasis.of(structure.cell(), structure.spaceGroup());
        ReflectionFamilies families = m_enumeration
                .find(m_g, 0, MARGIN * qMax, MOST_FAMILIES)
                .orElseThrow(() -> new IllegalArgumentException("The cell of "
                        + Math.round(structure.cell().volume()) + " cubic angstrom has more than " + MOST_FAMILIES
                        + " reflections in the range of the patterns: expected a smaller cell."));
        int n = families.size();
        int size = m_g.length;
        m_coefficients = new double[size * n];
        m_q = new double[n];
        m_multiplicity = new float[n];
        m_partial = new float[2 * m_roles.size() * n];
        double[] xyz = new double[3 * m_free.atoms()];
        m_free.positions(new double[m_free.size()], xyz);
        for (int i = 0; i < n; i++) {
            metric().coefficients(families.h()[i], families.k()[i], families.l()[i], m_coefficients, size * i);
            for (int j = 0; j < size; j++) {
                m_q[i] += m_g[j] * m_coefficients[size * i + j];
            }
            m_multiplicity[i] = families.multiplicity()[i];
            sum(families.h()[i], families.k()[i], families.l()[i], xyz, 2 * m_roles.size() * i);
        }
    }

    private static List<Site> roles(CrystalStructure structure, int[] roleOfSite) {
        Map<String, Integer> index = new LinkedHashMap<>();
        List<Site> roles = new ArrayList<>();
        for (int s = 0; s < roleOfSite.length; s++) {
            Site site = structure.sites().get(s);
            String key = site.species().stream()
                            .map(p -> p.element() + " " + p.occupancy())
                            .sorted()
                            .toList() + " " + site.displacement();
            int role = index.computeIfAbsent(key, k -> {
                roles.add(site);
                return roles.size() - 1;
            });
            roleOfSite[s] = role;
        }
        return roles;
    }

    /** Atoms that are images of each other by centring scatter alike in reflections that it allows: one of them is enough. */
    private int[] findDistinctAtoms() {
        List<SymmetryOperation> centring = m_structure.spaceGroup().centring();
        double[] xyz = new double[3 * m_free.atoms()];
        m_free.positions(new double[m_free.size()], xyz);
        List<Integer> kept = new ArrayList<>();
        for (int a = 0; a < m_free.atoms(); a++) {
            boolean known = false;
            for (int i = 0; i < kept.size() && !known; i++) {
                int b = kept.get(i);
                if (m_free.siteOfAtom(a) == m_free.siteOfAtom(b)) {
                    known = imageOf(xyz, a, b, centring);
                }
            }
            if (!known) {
                kept.add(a);
            }
        }
        return kept.stream().mapToInt(i -> i).toArray();
    }

    private static boolean imageOf(double[] xyz, int a, int b, List<SymmetryOperation> centring) {
        for (SymmetryOperation t : centring) {
            double[] shift = t.translationFraction();
            double worst = 0;
            for (int i = 0; i < 3; i++) {
                double d = FractionalDifference.nearest(xyz[3 * a + i] - xyz[3 * b + i] - shift[i]);
                worst = Math.max(worst, Math.abs(d));
            }
            if (worst < 1e-6) {
                return true;
            }
        }
        return false;
    }

    private String sign() {
        List<String> sites = new ArrayList<>();
        for (int s = 0; s < m_roleOfSite.length; s++) {
            sites.add(m_roleAtoms[m_roleOfSite[s]] + ":" + m_structure.multiplicity(s) + ":" + m_free.freedom(s));
        }
        sites.sort(null);
        return m_structure.spaceGroup() + " " + sites;
    }

    private void sum(int h, int k, int l, double[] xyz, int offset) {
        for (int a : m_distinctAtoms) {
            double phase = 2 * Math.PI * (h * xyz[3 * a] + k * xyz[3 * a + 1] + l * xyz[3 * a + 2]);
            int o = offset + 2 * m_roleOfSite[m_free.siteOfAtom(a)];
            m_partial[o] = (float) (m_partial[o] + m_centring * Math.cos(phase));
            m_partial[o + 1] = (float) (m_partial[o + 1] + m_centring * Math.sin(phase));
        }
    }

    CrystalStructure structure() {
        return m_structure;
    }

    /** @return how many roles there are */
    int roles() {
        return m_roles.size();
    }

    /** @return the role of each site; not to be written to */
    int[] rolesOfSites() {
        return m_roleOfSite;
    }

    /** @return a site of a role: its species */
    Site role(int role) {
        return m_roles.get(role);
    }

    /** @return the element of a role; empty where it is a mixture or partly empty */
    Optional<String> element(int role) {
        List<Species> species = m_roles.get(role).species();
        return species.size() == 1 && Math.abs(species.get(0).occupancy() - 1) < 1e-3
                ? Optional.of(species.get(0).element())
                : Optional.empty();
    }

    /** @return whether one element alone fills each role */
    boolean replaceable() {
        for (int r = 0; r < roles(); r++) {
            if (element(r).isEmpty()) {
                return false;
            }
        }
        return true;
    }

    int roleOfSite(int site) {
        return m_roleOfSite[site];
    }

    /** @return how many atoms of a role are in the cell */
    int roleAtoms(int role) {
        return m_roleAtoms[role];
    }

    /** @return how many atoms are in the cell */
    int atoms() {
        return m_free.atoms();
    }

    FamilyEnumeration enumeration() {
        return m_enumeration;
    }

    ReciprocalMetric metric() {
        return m_enumeration.metric();
    }

    FreePositions free() {
        return m_free;
    }

    /** @return the free numbers of the candidate's own lattice */
    double[] g() {
        return m_g;
    }

    double volume() {
        return m_structure.cell().volume();
    }

    /** @return atoms that are no images of each other by centring */
    int[] distinctAtoms() {
        return m_distinctAtoms;
    }

    /** @return how many images centring makes of each distinct atom */
    int centring() {
        return m_centring;
    }

    /** @return the shortest vectors of its lattice */
    PrimitiveBasis primitive() {
        return m_primitive;
    }

    /** @return what structures of one type have in common: space group and sites */
    String signature() {
        return m_signature;
    }

    /** @return how many parameters describe it: lattice and positions */
    int freedom() {
        return m_g.length + m_free.size();
    }

    int families() {
        return m_q.length;
    }

    /** @return coefficients of Q by the free lattice numbers, family by family */
    double[] coefficients() {
        return m_coefficients;
    }

    /** @return Q of each family in the candidate's own lattice */
    double[] q() {
        return m_q;
    }

    /** @return multiplicity of a family times |F|^2, Friedel opposites averaged, with these amplitudes on the roles */
    float intensity(int family, Amplitudes.Curve[] curves, int sample) {
        float re = 0;
        float im = 0;
        float anomalousRe = 0;
        float anomalousIm = 0;
        int o = 2 * m_roles.size() * family;
        for (int r = 0; r < curves.length; r++) {
            float f = (float) curves[r].real()[sample];
            float ff = (float) curves[r].imaginary()[sample];
            re += f * m_partial[o];
            im += f * m_partial[o + 1];
            anomalousRe += ff * m_partial[o];
            anomalousIm += ff * m_partial[o + 1];
            o += 2;
        }
        return m_multiplicity[family] * (re * re + im * im + anomalousRe * anomalousRe + anomalousIm * anomalousIm);
    }
}
