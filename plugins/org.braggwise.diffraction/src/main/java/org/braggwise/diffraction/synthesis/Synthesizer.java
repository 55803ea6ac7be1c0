// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.diffraction.synthesis;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;

import org.braggwise.crystal.KeyedRandom;
import org.braggwise.diffraction.synthesis.LedgerEntry.Kind;
import org.braggwise.diffraction.synthesis.LedgerEntry.Split;
import org.braggwise.diffraction.synthesis.SynthesisSettings.SamePattern;

/**
 * Plans training, validation and test sets from real (RSS) and virtual (VSS) rows.
 *
 * <p>Compounds for the test are drawn first, then those for validation, class by class, whole compounds only. Whatever belongs to a held-out
 * compound, real or virtual, original or augmented, is out of training. Then each class's remaining real rows are mixed with its virtual
 * rows by Eq. (2). A {@link LeakageGuard} looks at the finished plan. The plan depends on the seed and the rows' keys, labels and compounds,
 * not on their order.
 */
public final class Synthesizer {

    private final SynthesisSettings m_settings;

    /** @param settings what to do */
    public Synthesizer(SynthesisSettings settings) {
        m_settings = settings;
    }

    /** The rows of one class that training may use, by index, sorted by key. */
    private static final class ClassRows {
        private final List<Integer> m_real = new ArrayList<>();
        private final List<Integer> m_virtual = new ArrayList<>();
        private int m_realTotal;
        private int m_virtualTotal;
        private int m_test;
        private int m_validation;
        private ClassOutcome m_outcome = ClassOutcome.MIXED;
    }

    /** Compounds that are kept out of training. */
    private record HeldOut(Set<String> test, Set<String> validation, Set<String> virtualValidation) {}

    /** Rows that are kept out of training: by their side, and virtual ones of held-out compounds, which are not used. */
    private record Sides(List<LedgerEntry> test, List<LedgerEntry> validation, List<Integer> excluded) {}

    /**
     * @param real rows of real structures
     * @param virtual rows of virtual structures
     * @return the plan; its indexes are positions in the two lists
     * @throws IllegalArgumentException for rows without label or compound, double keys, or where no class is left
     * @throws LeakageException where training would see a held-out compound
     */
    public SynthesisPlan plan(List<SourceRow> real, List<SourceRow> virtual) {
        check(real, "real");
        check(virtual, "virtual");
        TreeMap<String, ClassRows> classes = new TreeMap<>();
        real.forEach(r -> classes.computeIfAbsent(r.label(), l -> new ClassRows()).m_realTotal++);
        virtual.forEach(r -> classes.computeIfAbsent(r.label(), l -> new ClassRows()).m_virtualTotal++);
        classes.values().forEach(this::outcome);
        JoinedCompounds compounds =
                new JoinedCompounds(List.of(real, virtual), m_settings.samePattern() == SamePattern.JOIN);

        HeldOut held = draw(real, virtual, classes, compounds);
        Sides sides = new Sides(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        takeReal(real, classes, compounds, held, sides);
        takeVirtual(virtual, classes, compounds, held, sides);
        classes.values().stream()
                .filter(c -> c.m_realTotal > 0 && c.m_virtualTotal > 0 && c.m_virtual.isEmpty())
                .forEach(c -> c.m_outcome = ClassOutcome.REAL_ONLY_HELD_OUT);
        List<LedgerEntry> training = new ArrayList<>();
        for (double proportion : m_settings.proportions()) {
            classes.forEach((label, rows) -> train(label, rows, proportion, real, virtual, training));
        }
        if (training.isEmpty()) {
            throw new IllegalArgumentException(
                    "Nothing is left for training: " + real.size() + " real and " + virtual.size()
                            + " virtual rows share no class. Check the label columns, or keep classes of one kind.");
        }
        guard(real, virtual, compounds, training, sides.validation, sides.test);
        return new SynthesisPlan(
                List.copyOf(training),
                List.copyOf(sides.validation),
                List.copyOf(sides.test),
                reports(classes),
                List.copyOf(sides.excluded),
                compounds.joined());
    }

    private HeldOut draw(
            List<SourceRow> real, List<SourceRow> virtual, Map<String, ClassRows> classes, JoinedCompounds compounds) {
        GroupHoldOut realGroups = new GroupHoldOut();
        real.stream().filter(r -> keeps(classes, r)).forEach(r -> realGroups.add(r.label(), compounds.of(r)));
        Set<String> test = realGroups.draw(m_settings.testFraction(), Set.of(), m_settings.seed(), "test");
        Set<String> validation =
                realGroups.draw(m_settings.validationFraction(), test, m_settings.seed(), "validation");
        GroupHoldOut virtualGroups = new GroupHoldOut();
        virtual.stream()
                .filter(r -> classes.get(r.label()).m_realTotal == 0 && keeps(classes, r))
                .forEach(r -> virtualGroups.add(r.label(), compounds.of(r)));
        Set<String> taken = new HashSet<>(test);
        taken.addAll(validation);
        // Compounds with real rows stay on their side: a virtual-only class must not take one away from another class's
        // training.
        real.forEach(r -> taken.add(compounds.of(r)));
        Set<String> virtualValidation =
                virtualGroups.draw(m_settings.validationFraction(), taken, m_settings.seed(), "virtual validation");
        return new HeldOut(test, validation, virtualValidation);
    }

    private static void takeReal(
            List<SourceRow> real,
            Map<String, ClassRows> classes,
            JoinedCompounds compounds,
            HeldOut held,
            Sides sides) {
        for (int i : sorted(real)) {
            SourceRow row = real.get(i);
            ClassRows c = classes.get(row.label());
            String group = compounds.of(row);
            if (!keeps(classes, row)) {
                continue;
            }
            if (held.test.contains(group)) {
                c.m_test++;
                sides.test.add(new LedgerEntry("test_" + row.key(), Split.TEST, 1, row.label(), Kind.REAL, i, -1, 0));
            } else if (held.validation.contains(group)) {
                c.m_validation++;
                sides.validation.add(
                        new LedgerEntry("val_" + row.key(), Split.VALIDATION, 1, row.label(), Kind.REAL, i, -1, 0));
            } else {
                c.m_real.add(i);
            }
        }
    }

    private static void takeVirtual(
            List<SourceRow> virtual,
            Map<String, ClassRows> classes,
            JoinedCompounds compounds,
            HeldOut held,
            Sides sides) {
        for (int i : sorted(virtual)) {
            SourceRow row = virtual.get(i);
            ClassRows c = classes.get(row.label());
            String group = compounds.of(row);
            if (held.test.contains(group) || held.validation.contains(group)) {
                sides.excluded.add(i);
            } else if (held.virtualValidation.contains(group)) {
                if (c.m_realTotal == 0 && keeps(classes, row)) {
                    c.m_validation++;
                    sides.validation.add(new LedgerEntry(
                            "valv_" + row.key(), Split.VALIDATION, 1, row.label(), Kind.VIRTUAL, -1, i, 0));
                } else {
                    sides.excluded.add(i);
                }
            } else if (keeps(classes, row)) {
                c.m_virtual.add(i);
            }
        }
    }

    private List<SynthesisPlan.ClassReport> reports(Map<String, ClassRows> classes) {
        List<SynthesisPlan.ClassReport> reports = new ArrayList<>();
        classes.forEach((label, c) -> reports.add(new SynthesisPlan.ClassReport(
                label,
                c.m_realTotal,
                c.m_virtualTotal,
                c.m_test,
                c.m_validation,
                c.m_real.size(),
                c.m_virtual.size(),
                c.m_outcome,
                !c.m_outcome.dropped() && c.m_realTotal > 0 && c.m_test == 0 && m_settings.testFraction() > 0)));
        return List.copyOf(reports);
    }

    private void outcome(ClassRows c) {
        if (c.m_realTotal == 0) {
            c.m_outcome = m_settings.withoutReal() == SynthesisSettings.WithoutReal.DROP
                    ? ClassOutcome.DROPPED_WITHOUT_REAL
                    : ClassOutcome.VIRTUAL_ONLY;
        } else if (c.m_virtualTotal == 0) {
            c.m_outcome = m_settings.withoutVirtual() == SynthesisSettings.WithoutVirtual.DROP
                    ? ClassOutcome.DROPPED_WITHOUT_VIRTUAL
                    : ClassOutcome.REAL_ONLY;
        }
    }

    private static boolean keeps(Map<String, ClassRows> classes, SourceRow row) {
        return !classes.get(row.label()).m_outcome.dropped();
    }

    /** "50", "0.5": no two proportions have one. */
    private static String percent(double proportion) {
        return BigDecimal.valueOf(proportion)
                .movePointRight(2)
                .stripTrailingZeros()
                .toPlainString();
    }

    private void train(
            String label,
            ClassRows rows,
            double proportion,
            List<SourceRow> real,
            List<SourceRow> virtual,
            List<LedgerEntry> out) {
        if (rows.m_outcome.dropped()) {
            return;
        }
        String prefix = "train" + (m_settings.proportions().size() > 1 ? percent(proportion) : "") + "_";
        List<Integer> order = new ArrayList<>(rows.m_real);
        GroupHoldOut.shuffle(order, KeyedRandom.of(m_settings.seed(), label, "subset", 0));
        List<Integer> chosen =
                order.subList(0, order.isEmpty() ? 0 : Math.max(1, (int) Math.round(proportion * order.size())));
        if (m_settings.pureReal() || rows.m_virtual.isEmpty()) {
            for (int i : chosen) {
                out.add(new LedgerEntry(
                        prefix + real.get(i).key(), Split.TRAINING, proportion, label, Kind.REAL, i, -1, 0));
            }
        }
        if (m_settings.pureVirtual() || rows.m_realTotal == 0) {
            for (int i : rows.m_virtual) {
                out.add(new LedgerEntry(
                        prefix + "v_" + virtual.get(i).key(),
                        Split.TRAINING,
                        proportion,
                        label,
                        Kind.VIRTUAL,
                        -1,
                        i,
                        0));
            }
        }
        if (chosen.isEmpty() || rows.m_virtual.isEmpty()) {
            return;
        }
        long mixtures = m_settings.amount() == SynthesisSettings.Amount.PER_CLASS
                ? m_settings.count()
                : (long) m_settings.count() * chosen.size();
        for (long n = 0; n < mixtures; n++) {
            int e = chosen.get((int) (n % chosen.size()));
            int round = (int) (n / chosen.size());
            SplittableRandom random =
                    KeyedRandom.of(m_settings.seed(), real.get(e).key(), "mix", round);
            int t = rows.m_virtual.get(random.nextInt(rows.m_virtual.size()));
            double epsilon = open(random);
            out.add(new LedgerEntry(
                    prefix + real.get(e).key() + "_mix" + round,
                    Split.TRAINING,
                    proportion,
                    label,
                    Kind.MIXED,
                    e,
                    t,
                    epsilon));
        }
    }

    /** Uniform in (0, 1), both ends left out. */
    private static double open(SplittableRandom random) {
        double epsilon;
        do {
            epsilon = random.nextDouble();
        } while (epsilon == 0);
        return epsilon;
    }

    private static List<Integer> sorted(List<SourceRow> rows) {
        List<Integer> order = new ArrayList<>(rows.size());
        for (int i = 0; i < rows.size(); i++) {
            order.add(i);
        }
        order.sort(Comparator.comparing(i -> rows.get(i).key()));
        return order;
    }

    private static void check(List<SourceRow> rows, String table) {
        Set<String> keys = new HashSet<>();
        List<String> wrong = new ArrayList<>();
        for (SourceRow r : rows) {
            if (r.label() == null
                    || r.label().isBlank()
                    || r.group() == null
                    || r.group().isBlank()) {
                wrong.add(r.key());
            }
            if (!keys.add(r.key())) {
                throw new IllegalArgumentException(
                        "The " + table + " table has the row key " + r.key() + " twice; expected unique keys.");
            }
        }
        if (!wrong.isEmpty()) {
            throw new IllegalArgumentException(
                    wrong.size() + " row(s) of the " + table + " table have no class or no compound: "
                            + wrong.subList(0, Math.min(5, wrong.size())) + ". Fill them in, or filter these rows.");
        }
    }

    private void guard(
            List<SourceRow> real,
            List<SourceRow> virtual,
            JoinedCompounds compounds,
            List<LedgerEntry> training,
            List<LedgerEntry> validation,
            List<LedgerEntry> test) {
        boolean shapes = m_settings.samePattern() != SamePattern.ALLOW;
        LeakageGuard guard = new LeakageGuard();
        for (LedgerEntry e : training) {
            if (e.realIndex() >= 0) {
                SourceRow row = real.get(e.realIndex());
                guard.training("real " + row.key(), compounds.of(row), shapes ? row.shape() : null);
            }
            if (e.virtualIndex() >= 0) {
                SourceRow row = virtual.get(e.virtualIndex());
                guard.training("virtual " + row.key(), compounds.of(row), shapes ? row.shape() : null);
            }
        }
        for (List<LedgerEntry> split : List.of(validation, test)) {
            for (LedgerEntry e : split) {
                SourceRow row = e.realIndex() >= 0 ? real.get(e.realIndex()) : virtual.get(e.virtualIndex());
                guard.heldOut(row.key(), compounds.of(row), shapes ? row.shape() : null);
            }
        }
        guard.verify();
    }
}
