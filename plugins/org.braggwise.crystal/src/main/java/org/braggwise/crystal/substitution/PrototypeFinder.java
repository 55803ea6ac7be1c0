// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.crystal.substitution;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.braggwise.crystal.CrystalStructure;
import org.braggwise.crystal.Elements;
import org.braggwise.crystal.Site;
import org.braggwise.crystal.Species;

/**
 * Says which sites of a structure are A, B and X.
 *
 * <p>Without given roles: elements that share a site belong together; the three groups of elements must make up 1, 1 and 3 fifths of the
 * atoms; X is the group of three fifths, and must be the most electronegative; of the other two, B is the one that is nearer to X, on
 * average over its atoms. Where the two distances are within 2 %, the higher oxidation state decides, then the smaller Shannon radius.
 */
final class PrototypeFinder {

    /** Neighbours up to this multiple of the shortest distance count into the coordination: between the first and second shell of ABX3. */
    static final double SHELL = 1.35;

    private static final double FULL = 0.98;
    private static final double SAME_DISTANCE = 0.02;

    /** Either a prototype or the refusal, the other null. */
    record Found(Prototype prototype, Refusal refusal) {}

    private final SubstitutionSettings m_settings;

    PrototypeFinder(SubstitutionSettings settings) {
        m_settings = settings;
    }

    Found find(CrystalStructure s, String key) {
        for (Site site : s.sites()) {
            double occupancy = site.occupancy();
            if (occupancy < FULL) {
                return refused(
                        RefusalReason.PARTIAL_OCCUPANCY,
                        key,
                        "site " + site.label() + " has occupancy " + occupancy + ", expected 1");
            }
            if (site.disordered() && !m_settings.replaceMixedSites()) {
                return refused(
                        RefusalReason.MIXED_OCCUPANCY,
                        key,
                        "site " + site.label() + " holds "
                                + site.species().stream()
                                        .map(Species::typeSymbol)
                                        .toList());
            }
        }
        return m_settings.roles() == null ? byChemistry(s, key) : byRoles(s, key, m_settings.roles());
    }

    private Found byRoles(CrystalStructure s, String key, SiteRoles given) {
        Map<SiteRole, List<Integer>> sites = new LinkedHashMap<>();
        given.ofTarget().values().forEach(r -> sites.put(r, new ArrayList<>()));
        Set<String> unused = new LinkedHashSet<>(given.ofTarget().keySet());
        for (int i = 0; i < s.sites().size(); i++) {
            Site site = s.sites().get(i);
            SiteRole role = given.ofTarget().get(site.label());
            unused.remove(site.label());
            for (Species p : role == null ? site.species() : List.<Species>of()) {
                SiteRole of = given.ofTarget().get(p.element());
                unused.remove(p.element());
                if (of == null || role != null && !role.equals(of)) {
                    return refused(
                            RefusalReason.ROLE_NOT_IN_TEMPLATE,
                            key,
                            "site " + site.label() + " holds "
                                    + site.species().stream()
                                            .map(Species::element)
                                            .toList() + ", expected elements of one role of " + given.ofTarget());
                }
                role = of;
            }
            sites.get(role).add(i);
        }
        if (!unused.isEmpty()) {
            return refused(
                    RefusalReason.ROLE_NOT_IN_TEMPLATE,
                    key,
                    "the roles name " + unused + ", " + s.formula() + " has no such element or site");
        }
        return finished(s, key, sites);
    }

    private Found byChemistry(CrystalStructure s, String key) {
        List<List<Integer>> groups = groups(s);
        int total = s.atoms().size();
        if (groups.size() != 3) {
            return refused(
                    RefusalReason.NOT_ABX3,
                    key,
                    s.formula() + " has " + groups.size()
                            + " kinds of sites, expected 3; name the roles for another prototype");
        }
        List<Integer> x = null;
        List<List<Integer>> cations = new ArrayList<>();
        for (List<Integer> g : groups) {
            int n = atoms(s, g);
            if (5 * n == 3 * total) {
                x = g;
            } else if (5 * n == total) {
                cations.add(g);
            }
        }
        if (x == null || cations.size() != 2) {
            return refused(
                    RefusalReason.NOT_ABX3,
                    key,
                    s.formula() + " is not 1 : 1 : 3; name the roles for another prototype");
        }
        double anion = electronegativity(s, x, true);
        for (List<Integer> c : cations) {
            if (!(electronegativity(s, c, false) < anion)) {
                return refused(
                        RefusalReason.NOT_ABX3,
                        key,
                        "in " + s.formula() + " the element with three atoms is not the most electronegative");
            }
        }
        int b = nearer(s, cations, x);
        if (b < 0) {
            return refused(
                    RefusalReason.ROLES_UNCLEAR,
                    key,
                    "in " + s.formula() + " both cations are as near to X; name the roles");
        }
        Map<SiteRole, List<Integer>> roles = new LinkedHashMap<>();
        roles.put(SiteRole.of("A"), cations.get(1 - b));
        roles.put(SiteRole.of("B"), cations.get(b));
        roles.put(SiteRole.of("X"), x);
        return finished(s, key, roles);
    }

    private Found finished(CrystalStructure s, String key, Map<SiteRole, List<Integer>> sites) {
        List<Integer> x = new ArrayList<>();
        int divisor = 0;
        for (Map.Entry<SiteRole, List<Integer>> e : sites.entrySet()) {
            divisor = gcd(divisor, atoms(s, e.getValue()));
            if (e.getKey().site() == IonSite.X) {
                x.addAll(e.getValue());
            }
        }
        XNeighbours neighbours = new XNeighbours(s, x);
        List<Prototype.Role> roles = new ArrayList<>();
        for (Map.Entry<SiteRole, List<Integer>> e : sites.entrySet()) {
            boolean cation = e.getKey().site() != IonSite.X;
            List<String> own = elements(s, e.getValue());
            if (!cation && !m_settings.replaceX() && own.size() > 1) {
                return refused(
                        RefusalReason.MIXED_OCCUPANCY,
                        key,
                        e.getKey().name() + " of " + s.formula() + " is " + String.join(" and ", own)
                                + ", and stays as it is: name them as X and X', or have X replaced too");
            }
            double shortest = cation ? Double.POSITIVE_INFINITY : Double.NaN;
            int coordination = cation ? Integer.MAX_VALUE : 0;
            for (int site : cation ? e.getValue() : List.<Integer>of()) {
                shortest = Math.min(shortest, neighbours.shortest(site));
                coordination = Math.min(coordination, neighbours.coordination(site, SHELL));
            }
            if (e.getKey().site() == IonSite.B
                    && (coordination < m_settings.coordinationOfBMin()
                            || coordination > m_settings.coordinationOfBMax())) {
                return refused(
                        RefusalReason.B_COORDINATION,
                        key,
                        e.getKey().name() + " of " + s.formula() + " has " + coordination + " X neighbours, expected "
                                + m_settings.coordinationOfBMin() + " to " + m_settings.coordinationOfBMax());
            }
            roles.add(new Prototype.Role(
                    e.getKey(),
                    e.getValue(),
                    atoms(s, e.getValue()) / divisor,
                    elements(s, e.getValue()),
                    charge(s, e.getValue()),
                    shortest,
                    coordination));
        }
        return new Found(new Prototype(s, roles), null);
    }

    /** Sites that share elements, directly or over a third site, belong together. */
    private static List<List<Integer>> groups(CrystalStructure s) {
        Map<String, Set<String>> together = new LinkedHashMap<>();
        for (Site site : s.sites()) {
            Set<String> joined = new LinkedHashSet<>();
            for (Species p : site.species()) {
                joined.add(p.element());
                joined.addAll(together.getOrDefault(p.element(), Set.of()));
            }
            joined.forEach(e -> together.put(e, joined));
        }
        Map<Set<String>, List<Integer>> groups = new LinkedHashMap<>();
        for (int i = 0; i < s.sites().size(); i++) {
            groups.computeIfAbsent(
                            together.get(s.sites().get(i).species().get(0).element()), k -> new ArrayList<>())
                    .add(i);
        }
        return new ArrayList<>(groups.values());
    }

    private static int nearer(CrystalStructure s, List<List<Integer>> cations, List<Integer> x) {
        XNeighbours neighbours = new XNeighbours(s, x);
        double[] mean = new double[2];
        for (int i = 0; i < 2; i++) {
            for (int site : cations.get(i)) {
                mean[i] += neighbours.shortest(site) * s.multiplicity(site);
            }
            mean[i] /= atoms(s, cations.get(i));
        }
        if (Math.abs(mean[0] - mean[1]) > SAME_DISTANCE * Math.min(mean[0], mean[1])) {
            return mean[0] < mean[1] ? 0 : 1;
        }
        int p = charge(s, cations.get(0));
        int q = charge(s, cations.get(1));
        if (p == 0 || q == 0) {
            return -1;
        }
        if (p != q) {
            return p > q ? 0 : 1;
        }
        double r = ShannonRadii.of(elements(s, cations.get(0)).get(0), p, 6);
        double t = ShannonRadii.of(elements(s, cations.get(1)).get(0), q, 6);
        return r < t ? 0 : t < r ? 1 : -1;
    }

    private static int atoms(CrystalStructure s, List<Integer> sites) {
        return sites.stream().mapToInt(s::multiplicity).sum();
    }

    private static double electronegativity(CrystalStructure s, List<Integer> sites, boolean lowest) {
        var all = sites.stream()
                .flatMap(i -> s.sites().get(i).species().stream())
                .mapToDouble(p -> Elements.of(p.element()).electronegativity());
        return lowest ? all.min().getAsDouble() : all.max().getAsDouble();
    }

    private static List<String> elements(CrystalStructure s, List<Integer> sites) {
        return sites.stream()
                .flatMap(i -> s.sites().get(i).species().stream())
                .map(Species::element)
                .distinct()
                .toList();
    }

    private static int charge(CrystalStructure s, List<Integer> sites) {
        List<Integer> all = sites.stream()
                .flatMap(i -> s.sites().get(i).species().stream())
                .map(Species::charge)
                .distinct()
                .toList();
        return all.size() == 1 ? all.get(0) : 0;
    }

    private static int gcd(int a, int b) {
        return b == 0 ? a : gcd(b, a % b);
    }

    private static Found refused(RefusalReason reason, String key, String detail) {
        return new Found(null, new Refusal(reason, key, "", detail));
    }
}
