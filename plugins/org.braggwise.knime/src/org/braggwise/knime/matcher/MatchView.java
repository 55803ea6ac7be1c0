// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.knime.matcher;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import org.braggwise.crystal.CrystalStructure;
import org.braggwise.crystal.geometry.UnitCell;
import org.braggwise.crystal.symmetry.CrystalSystem;
import org.braggwise.crystal.symmetry.SpaceGroup;
import org.braggwise.diffraction.PatternSpace;
import org.braggwise.knime.common.view.EvenCurves;
import org.braggwise.knime.common.view.PatternsView;
import org.braggwise.knime.common.view.StructuresView;
import org.braggwise.knime.common.view.ViewPayload;
import org.braggwise.knime.common.view.ViewSample;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Collects what the matcher's view shows; docs/view-data.md says what it reads. */
final class MatchView {

    /** Hypotheses of a pattern that are shown with their curves. */
    private static final int WITH_CURVES = 2;

    private static final long MOST_CHARACTERS = 12_000_000;
    /** Probabilities shown at most. */
    private static final int MOST_CLASSES = 12;

    /** Patterns that have a line in the summary at most. */
    private static final int MOST_SUMMARISED = 2000;

    private final XrdStructureMatcherParameters m_parameters;
    private final ObjectNode m_payload = JsonNodeFactory.instance.objectNode();
    private final ArrayNode m_summary = m_payload.putArray("summary");
    private final ViewSample m_sample = new ViewSample(budget());

    MatchView(Optional<PatternSpace> space, XrdStructureMatcherParameters p) {
        m_parameters = p;
        m_payload.put("kind", "match").put("title", "Matched structures");
        space.ifPresent(d -> PatternsView.putSpace(m_payload, d));
        if (p.m_profile != XrdStructureMatcherParameters.Profile.KNOWN) {
            m_payload.put("intensity", "counts");
        }
    }

    /** Whole curves are what this view is for: three times as much as others, within what KNIME's JSON library takes. */
    private static long budget() {
        return Math.min(3 * ViewPayload.characters(), MOST_CHARACTERS);
    }

    void add(PatternAnswer a, AnswerTables tables) {
        String id = a.row().getKey().getString();
        String verdict = a.problem() == null ? AnswerTables.word(a) : "problem";
        summarise(id, a, tables);
        if (!m_sample.wants(verdict, id)) {
            return;
        }
        ObjectNode o = JsonNodeFactory.instance.objectNode().put("id", id);
        m_sample.put(verdict, id, List.of(o));
        ArrayNode hypotheses = o.putArray("hypotheses");
        if (a.problem() != null) {
            o.put("verdict", "not solved").put("reason", a.problem()).put("problem", a.problem());
            return;
        }
        o.put("verdict", verdict).put("reason", a.reason());
        var curves = new EvenCurves(a.twoThetaDeg());
        curves.putGrid(o);
        o.put("measured32", curves.float32(a.measured()));
        o.put("radiation", a.radiation().name())
                .put("wavelengthAngstrom", a.radiation().wavelengthAngstrom());
        o.put("chosen", Math.max(0, a.chosen()));
        ArrayNode posterior = o.putArray("posterior");
        AnswerTables.posterior(a, m_parameters).entrySet().stream()
                .limit(MOST_CLASSES)
                .forEach(e -> posterior.addObject().put("class", e.getKey()).put("probability", e.getValue()));
        ArrayNode systems = o.putArray("systems");
        a.crystalSystems().entrySet().stream()
                .sorted(Map.Entry.<CrystalSystem, Double>comparingByValue().reversed())
                .forEach(e ->
                        systems.addObject().put("class", e.getKey().label()).put("probability", e.getValue()));
        ArrayNode set = o.putArray("set");
        tables.credible(a).forEach(set::add);
        a.network().ifPresent(n -> {
            ObjectNode network = o.putObject("network").put("class", n.best()).put("probability", n.probability());
            int group = a.spaceGroups().keySet().iterator().next();
            n.agrees(group).ifPresent(agrees -> network.put("agrees", agrees));
        });
        for (int i = 0; i < a.hypotheses().size(); i++) {
            put(hypotheses.addObject(), a.hypotheses().get(i), i < WITH_CURVES || i == a.chosen() ? curves : null);
        }
    }

    /** One short line for every pattern, for the report's table: the sample above has few of them. */
    private void summarise(String id, PatternAnswer a, AnswerTables tables) {
        if (m_summary.size() >= MOST_SUMMARISED) {
            return;
        }
        ObjectNode o = m_summary.addObject().put("id", id);
        if (a.problem() != null || a.hypotheses().isEmpty()) {
            o.put("verdict", "not solved").put("match", a.problem());
            return;
        }
        PatternAnswer.Hypothesis best = a.hypotheses().get(Math.max(0, a.chosen()));
        List<String> phases = best.phases().stream()
                .map(p -> named(p.structure())
                        + (best.phases().size() > 1
                                ? String.format(Locale.ROOT, " %.0f %%", 100 * p.weightFraction())
                                : ""))
                .toList();
        o.put("verdict", AnswerTables.word(a)).put("match", String.join(" + ", phases));
        putFinite(o, "probability", tables.probability(a));
        putFinite(o, "rwp", best.rwp());
    }

    /** Positions of peaks alone tell a symmetry and a cell, of which the candidate is an example: other elements may stand on its sites. */
    private String named(CrystalStructure s) {
        String symbol = s.spaceGroup().hermannMauguin();
        return m_parameters.m_profile == XrdStructureMatcherParameters.Profile.POSITIONS
                ? symbol + " like " + s.formula()
                : s.formula() + " " + symbol;
    }

    /** @param curves null where none are to be shown */
    private static void put(ObjectNode o, PatternAnswer.Hypothesis h, EvenCurves curves) {
        SpaceGroup group = h.main().structure().spaceGroup();
        o.put("name", h.name())
                .put("spaceGroup", group.number())
                .put("symbol", group.hermannMauguin())
                .put("crystalSystem", group.crystalSystem().label());
        putFinite(o, "rwp", h.rwp());
        putFinite(o, "probability", h.probability());
        putFinite(o, "rexp", h.rexp());
        putFinite(o, "chi2", h.chiSquared());
        if (h.note() != null) {
            o.put("note", h.note());
        }
        if (curves != null) {
            if (h.calculated() != null) {
                o.put("calculated32", curves.float32(h.calculated()));
            }
            if (h.background() != null) {
                o.put("background32", curves.float32(h.background()));
            }
        }
        ArrayNode phases = o.putArray("phases");
        for (PatternAnswer.Phase p : h.phases()) {
            put(phases.addObject(), p, h.phases().size() > 1, curves != null);
        }
    }

    private static void put(ObjectNode o, PatternAnswer.Phase p, boolean several, boolean whole) {
        CrystalStructure s = p.structure();
        o.put("name", p.name())
                .put("formula", s.formula())
                .put("spaceGroup", s.spaceGroup().number())
                .put("symbol", s.spaceGroup().hermannMauguin())
                .put("crystalSystem", s.spaceGroup().crystalSystem().label());
        if (several) {
            o.put("weightFraction", p.weightFraction());
            o.put("weightFractionSd", p.weightSigma());
        }
        if (p.reservation() != null) {
            o.put("doubtful", true).put("note", p.reservation());
        }
        putFinite(o, "rBragg", p.rBragg());
        numbers(o.putArray("cell"), s.cell());
        ArrayNode sigmas = o.putArray("cellSd");
        for (double sigma : p.cellSigmas()) {
            sigmas.add(sigma);
        }
        if (p.before() != null) {
            numbers(o.putArray("cellBefore"), p.before());
        }
        if (whole) {
            ticks(o.putArray("ticks"), p.ticks());
            StructuresView.put(o.putObject("structure"), p.name(), s);
        }
    }

    private static void ticks(ArrayNode to, List<PatternAnswer.Tick> ticks) {
        for (PatternAnswer.Tick t : ticks) {
            to.addObject()
                    .put("tt", Math.round(1e4 * t.twoThetaDeg()) / 1e4)
                    .put("hkl", t.hkl())
                    .put("i", Math.round(1e2 * t.intensity()) / 1e2);
        }
    }

    private static void numbers(ArrayNode to, UnitCell c) {
        to.add(c.a()).add(c.b()).add(c.c()).add(c.alphaDeg()).add(c.betaDeg()).add(c.gammaDeg());
    }

    private static void putFinite(ObjectNode o, String name, double value) {
        if (Double.isFinite(value)) {
            o.put(name, value);
        }
    }

    ObjectNode payload() {
        ArrayNode answers = m_payload.putArray("answers");
        m_sample.items().forEach(answers::addAll);
        m_payload.put("total", m_sample.seen());
        if (m_sample.seen() > answers.size()) {
            m_payload.put(
                    "note",
                    "A sample is shown: " + answers.size() + " of " + m_sample.seen()
                            + " patterns, of every verdict alike.");
        }
        return m_payload;
    }
}
