// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.crystal.substitution;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

import org.braggwise.crystal.CrystalStructure;
import org.braggwise.crystal.Site;

/**
 * Template element replacement (H. Xing et al., npj Comput. Mater. (2025), doi:10.1038/s41524-025-01743-x): every choice of ions for the
 * roles of a template whose charges add up to zero, v(A) + v(B) + 3 v(X) = 0 for ABX3 (their Eq. (1)). Immutable and safe for threads.
 */
public final class TemplateSubstitutor {

    private static final double SQRT_2 = Math.sqrt(2);

    private final SubstitutionSettings m_settings;
    private final PrototypeFinder m_finder;

    /** @param settings how */
    public TemplateSubstitutor(SubstitutionSettings settings) {
        m_settings = settings;
        m_finder = new PrototypeFinder(settings);
    }

    /** @return the settings */
    public SubstitutionSettings settings() {
        return m_settings;
    }

    /**
     * The candidates of one template.
     *
     * @param template the template
     * @param templateKey what to call it, for instance a row key
     * @param listOrNull gets every refusal, in order; null where counting them is enough
     * @return the candidates and how many were refused for which reason
     */
    public Candidates candidates(CrystalStructure template, String templateKey, Consumer<Refusal> listOrNull) {
        PrototypeFinder.Found found = m_finder.find(template, templateKey);
        if (found.refusal() != null) {
            if (listOrNull != null) {
                listOrNull.accept(found.refusal());
            }
            return new Candidates(null, List.of(), Map.of(found.refusal().reason(), 1L));
        }
        Run run = new Run(found.prototype(), templateKey, listOrNull);
        run.choose(0, 0);
        return new Candidates(found.prototype(), run.m_candidates, run.m_refused);
    }

    /**
     * The virtual structure of a candidate. Sites keep their places; their ions and labels are the new ones, displacement parameters stay
     * with ions that stay.
     *
     * @param prototype what {@link #candidates} returned with the candidate
     * @param candidate the candidate
     * @return the structure
     */
    public VirtualStructure build(Prototype prototype, Candidate candidate) {
        CrystalStructure s = prototype.structure();
        Site[] sites = s.sites().toArray(new Site[0]);
        List<String> names = new ArrayList<>();
        Map<String, Integer> labels = new HashMap<>();
        for (int r = 0; r < prototype.roles().size(); r++) {
            Prototype.Role role = prototype.roles().get(r);
            Ion ion = candidate.ions().get(r);
            names.add(role.role().name());
            boolean stays = role.elements().equals(List.of(ion.element()));
            for (int i : role.sites()) {
                Site old = s.sites().get(i);
                String label = ion.element() + labels.merge(ion.element(), 1, Integer::sum);
                sites[i] = new Site(
                        label, List.of(ion.species()), old.x(), old.y(), old.z(), stays ? old.displacement() : null);
            }
        }
        CrystalStructure built = new CrystalStructure(
                candidate.formula() + " on " + candidate.templateKey(),
                candidate.cellScale() == 1 ? s.cell() : s.cell().scaled(candidate.cellScale()),
                s.spaceGroup(),
                List.of(sites));
        return new VirtualStructure(
                built,
                candidate.templateKey(),
                candidate.formula(),
                names,
                candidate.ions(),
                candidate.factors(),
                candidate.cellScale());
    }

    /**
     * All templates at once: candidates, duplicates, sample, structures.
     *
     * @param templates templates by key; their order does not change which structures come out
     * @param out gets the virtual structures, by template in the map's order
     * @param listOrNull gets every refusal; null where counting them is enough
     * @return how many were refused for which reason
     */
    public Map<RefusalReason, Long> substitute(
            Map<String, CrystalStructure> templates, Consumer<VirtualStructure> out, Consumer<Refusal> listOrNull) {
        CandidateSelection selection = new CandidateSelection(m_settings, listOrNull);
        templates.forEach((key, template) -> selection.add(candidates(template, key, listOrNull)));
        CandidateSelection.Selected selected = selection.select();
        templates.forEach((key, template) -> {
            List<Candidate> chosen = selected.of(key);
            if (!chosen.isEmpty()) {
                Prototype prototype = m_finder.find(template, key).prototype();
                chosen.forEach(c -> out.accept(build(prototype, c)));
            }
        });
        return selected.refused();
    }

    /** One template's walk through the ion table. */
    private final class Run {

        private final Prototype m_prototype;
        private final String m_key;
        private final Consumer<Refusal> m_list;
        private final List<List<Ion>> m_choices = new ArrayList<>();
        private final double[] m_oldRadius;
        private final Ion[] m_ions;
        private final String m_templateFormula;
        private final List<Candidate> m_candidates = new ArrayList<>();
        private final Map<RefusalReason, Long> m_refused = new HashMap<>();

        Run(Prototype prototype, String key, Consumer<Refusal> list) {
            m_prototype = prototype;
            m_key = key;
            m_list = list;
            int n = prototype.roles().size();
            m_ions = new Ion[n];
            m_oldRadius = new double[n];
            Map<String, Integer> amounts = new TreeMap<>();
            boolean pure = true;
            for (int r = 0; r < n; r++) {
                Prototype.Role role = prototype.roles().get(r);
                boolean kept = role.role().site() == IonSite.X && !m_settings.replaceX();
                m_choices.add(
                        kept
                                ? List.of(ownAnion(role))
                                : m_settings.ions().of(role.role().site()));
                m_oldRadius[r] = oldRadius(role);
                pure &= role.elements().size() == 1;
                amounts.merge(role.elements().get(0), role.count(), Integer::sum);
            }
            m_templateFormula = pure ? FormulaKey.of(amounts) : "";
        }

        /** The template's own anion: from the table where it is there, so that its radius is the table's. */
        private Ion ownAnion(Prototype.Role role) {
            String element = role.elements().get(0);
            int charge = role.charge() < 0 ? role.charge() : usualCharge(element);
            return m_settings.ions().of(IonSite.X).stream()
                    .filter(i -> i.element().equals(element) && i.charge() == charge)
                    .findFirst()
                    .orElseGet(() -> IonTable.ionWithShannonRadius(element, charge, IonSite.X));
        }

        private double oldRadius(Prototype.Role role) {
            String element = role.elements().get(0);
            int charge = role.charge() != 0 || role.role().site() != IonSite.X ? role.charge() : usualCharge(element);
            if (role.elements().size() > 1 || charge == 0) {
                return Double.NaN;
            }
            return m_settings.ions().of(role.role().site()).stream()
                    .filter(i -> i.element().equals(element) && i.charge() == charge)
                    .mapToDouble(Ion::radiusAngstrom)
                    .findFirst()
                    .orElseGet(
                            () -> ShannonRadii.of(element, charge, role.role().site() == IonSite.A ? 12 : 6));
        }

        void choose(int role, int charge) {
            if (role == m_ions.length) {
                complete(charge);
                return;
            }
            boolean last = role == m_ions.length - 1;
            int count = m_prototype.roles().get(role).count();
            for (Ion ion : m_choices.get(role)) {
                m_ions[role] = ion;
                int sum = charge + count * ion.charge();
                if (last && sum != 0 && m_list == null) {
                    m_refused.merge(RefusalReason.CHARGE, 1L, Long::sum);
                } else {
                    choose(role + 1, sum);
                }
            }
        }

        private void complete(int charge) {
            if (charge != 0) {
                refuse(
                        RefusalReason.CHARGE,
                        "the charges add up to " + (charge > 0 ? "+" : "") + charge + ", expected 0");
                return;
            }
            Set<String> elements = new HashSet<>();
            Map<String, Integer> amounts = new TreeMap<>();
            for (int r = 0; r < m_ions.length; r++) {
                if (!elements.add(m_ions[r].element())) {
                    refuse(RefusalReason.SAME_ELEMENT, m_ions[r].element() + " would hold two roles");
                    return;
                }
                amounts.put(m_ions[r].element(), m_prototype.roles().get(r).count());
            }
            String key = FormulaKey.of(amounts);
            if (key.equals(m_templateFormula)) {
                refuse(RefusalReason.TEMPLATE_ITSELF, formula());
            } else if (m_settings.excludes(key)) {
                refuse(RefusalReason.EXCLUDED, formula());
            } else {
                filter();
            }
        }

        private void filter() {
            PerovskiteFactors f = factors();
            double scale = m_settings.cellMode() == CellMode.KEEP ? 1 : edge(radii()) / edge(m_oldRadius);
            if (Double.isNaN(scale)) {
                refuse(RefusalReason.RADIUS_UNKNOWN, "rescaling the cell needs all radii of the old and the new ions");
            } else if (inRange(f.goldschmidt(), m_settings.goldschmidtRange(), RefusalReason.GOLDSCHMIDT, "t")
                    && inRange(f.octahedral(), m_settings.octahedralRange(), RefusalReason.OCTAHEDRAL, "mu")
                    && inRange(
                            f.bartel(),
                            new double[] {Double.NEGATIVE_INFINITY, m_settings.bartelMax()},
                            RefusalReason.BARTEL,
                            "tau")
                    && farEnough(scale)) {
                m_candidates.add(new Candidate(
                        m_key,
                        List.of(m_ions),
                        formula(),
                        m_prototype.structure().spaceGroup().number(),
                        f,
                        scale,
                        misfit()));
            }
        }

        private boolean inRange(double value, double[] range, RefusalReason reason, String name) {
            if (Double.isInfinite(range[0]) && range[1] == Double.POSITIVE_INFINITY
                    || value >= range[0] && value <= range[1]) {
                return true;
            }
            if (Double.isNaN(value)) {
                refuse(RefusalReason.RADIUS_UNKNOWN, name + " needs the radii of A, B and X");
            } else {
                refuse(
                        reason,
                        String.format(
                                java.util.Locale.ROOT,
                                "%s = %.3f, expected %s to %s",
                                name,
                                value,
                                range[0],
                                range[1]));
            }
            return false;
        }

        private boolean farEnough(double scale) {
            if (m_settings.distanceRatioMin() == 0) {
                return true;
            }
            double rX = meanRadius(IonSite.X, radii());
            for (int r = 0; r < m_ions.length; r++) {
                Prototype.Role role = m_prototype.roles().get(r);
                if (role.role().site() == IonSite.X) {
                    continue;
                }
                double own = ShannonRadii.of(m_ions[r].element(), m_ions[r].charge(), role.coordination());
                double sum = (Double.isNaN(own) ? m_ions[r].radiusAngstrom() : own) + rX;
                double distance = role.shortestAngstrom() * scale;
                if (Double.isNaN(sum)) {
                    refuse(
                            RefusalReason.RADIUS_UNKNOWN,
                            "the distance limit needs the radii of " + m_ions[r] + " and X");
                    return false;
                }
                if (distance < m_settings.distanceRatioMin() * sum) {
                    refuse(
                            RefusalReason.TOO_CLOSE,
                            String.format(
                                    java.util.Locale.ROOT,
                                    "%s-X is %.2f angstrom, expected at least %.2f times the radii, %.2f",
                                    m_ions[r].element(),
                                    distance,
                                    m_settings.distanceRatioMin(),
                                    sum));
                    return false;
                }
            }
            return true;
        }

        private PerovskiteFactors factors() {
            double[] r = radii();
            int a = 0;
            double charge = 0;
            for (int i = 0; i < m_ions.length; i++) {
                if (m_prototype.roles().get(i).role().site() == IonSite.A) {
                    a += m_prototype.roles().get(i).count();
                    charge += m_prototype.roles().get(i).count() * m_ions[i].charge();
                }
            }
            return a == 0
                    ? PerovskiteFactors.UNKNOWN
                    : PerovskiteFactors.of(
                            meanRadius(IonSite.A, r), meanRadius(IonSite.B, r), meanRadius(IonSite.X, r), charge / a);
        }

        /** NaN where the prototype has no such site. */
        private double meanRadius(IonSite site, double[] radii) {
            double sum = 0;
            int n = 0;
            for (int r = 0; r < radii.length; r++) {
                Prototype.Role role = m_prototype.roles().get(r);
                if (role.role().site() == site) {
                    sum += role.count() * radii[r];
                    n += role.count();
                }
            }
            return sum / n;
        }

        private double edge(double[] radii) {
            double rX = meanRadius(IonSite.X, radii);
            double sum = 0;
            int n = 0;
            for (int r = 0; r < radii.length; r++) {
                Prototype.Role role = m_prototype.roles().get(r);
                if (role.role().site() != IonSite.X) {
                    sum += role.count() * (role.role().site() == IonSite.A ? SQRT_2 : 2) * (radii[r] + rX);
                    n += role.count();
                }
            }
            return sum / n;
        }

        private double misfit() {
            double sum = 0;
            for (int r = 0; r < m_ions.length; r++) {
                double ratio = m_ions[r].radiusAngstrom() / m_oldRadius[r];
                sum += Double.isNaN(ratio) ? 1 : Math.abs(Math.log(ratio));
            }
            return sum;
        }

        private double[] radii() {
            double[] r = new double[m_ions.length];
            for (int i = 0; i < r.length; i++) {
                r[i] = m_ions[i].radiusAngstrom();
            }
            return r;
        }

        private String formula() {
            StringBuilder s = new StringBuilder();
            for (int r = 0; r < m_ions.length; r++) {
                int n = m_prototype.roles().get(r).count();
                s.append(m_ions[r].element()).append(n == 1 ? "" : n);
            }
            return s.toString();
        }

        private void refuse(RefusalReason reason, String detail) {
            m_refused.merge(reason, 1L, Long::sum);
            if (m_list != null) {
                StringBuilder ions = new StringBuilder();
                for (Ion i : m_ions) {
                    ions.append(ions.isEmpty() ? "" : " ").append(i);
                }
                m_list.accept(new Refusal(reason, m_key, ions.toString(), detail));
            }
        }
    }

    private static int usualCharge(String anion) {
        return switch (anion) {
            case "H", "D", "F", "Cl", "Br", "I", "At" -> -1;
            case "N", "P", "As", "Sb", "Bi" -> -3;
            case "C", "Si", "Ge" -> -4;
            default -> -2;
        };
    }
}
