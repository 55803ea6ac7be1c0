// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.refinement.matching;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;

import org.braggwise.crystal.CrystalStructure;

/**
 * Candidates prepared for patterns of one kind: their reflections with partial structure factors, and what volume their elements take.
 * Immutable; made once, it serves any number of rows and threads.
 */
public final class CandidateLibrary {

    /** What candidates stand for. */
    public enum Use {
        /** A structure type: elements on its roles are replaced, its cell may be another, structures alike up to scale are one. */
        TEMPLATES,
        /** A phase: its elements stay, its cell changes little. */
        AS_THEY_ARE
    }

    private final MatchConditions m_conditions;
    private final Use m_use;
    private final List<Template> m_templates = new ArrayList<>();
    private final VolumeModel m_volumes;
    private final Amplitudes m_amplitudes;
    private final ProfileIntegral m_shape;
    private final MaximalSubgroups m_subgroups = new MaximalSubgroups();
    private final HiddenDistortions m_distortions;
    private final List<String> m_problems = new ArrayList<>();
    private final Map<Integer, Double> m_frequencies = new TreeMap<>();
    private int m_duplicates;

    private CandidateLibrary(
            List<CrystalStructure> structures, MatchConditions conditions, Use use, BooleanSupplier cancelled) {
        m_conditions = conditions;
        m_use = use;
        m_amplitudes = new Amplitudes(conditions);
        m_shape = new ProfileIntegral(conditions.profile());
        Map<String, List<Template>> bySignature = new HashMap<>();
        List<Map<String, Double>> compositions = new ArrayList<>();
        List<Double> volumes = new ArrayList<>();
        List<CrystalStructure> used = new ArrayList<>();
        for (CrystalStructure structure : structures) {
            if (cancelled.getAsBoolean()) {
                throw new CancellationException("The library was cancelled.");
            }
            Template template;
            try {
                template = new Template(structure, conditions.qMax());
                structure.sites().forEach(m_amplitudes::of);
            } catch (IllegalArgumentException e) {
                m_problems.add("Candidate \"" + structure.name() + "\": " + e.getMessage());
                continue;
            }
            m_frequencies.merge(structure.spaceGroup().number(), 1.0, Double::sum);
            used.add(structure);
            compositions.add(structure.composition());
            volumes.add(template.volume() / template.atoms());
            List<Template> alike = bySignature.computeIfAbsent(template.signature(), k -> new ArrayList<>());
            if (use == Use.TEMPLATES && alike.stream().anyMatch(a -> StructureTypes.alike(a, template))) {
                m_duplicates++;
            } else {
                alike.add(template);
                m_templates.add(template);
            }
        }
        if (m_templates.isEmpty()) {
            throw new IllegalArgumentException(
                    structures.isEmpty()
                            ? "There are no candidates: expected at least one."
                            : "No candidate can be used. The first: " + m_problems.get(0));
        }
        m_distortions = new HiddenDistortions(used);
        m_volumes = new VolumeModel(
                compositions, volumes.stream().mapToDouble(v -> v).toArray());
    }

    /**
     * @param structures the candidates; one that cannot be used is left out, and {@link #problems} says why
     * @param conditions how the patterns are measured
     * @param use what the candidates stand for
     * @return the library
     * @throws IllegalArgumentException where no candidate can be used
     */
    public static CandidateLibrary of(List<CrystalStructure> structures, MatchConditions conditions, Use use) {
        return of(structures, conditions, use, () -> false);
    }

    /**
     * Makes a library as {@link #of(List, MatchConditions, Use)} does, and can be stopped.
     *
     * @param structures the candidates
     * @param conditions how the patterns are measured
     * @param use what the candidates stand for
     * @param cancelled asked before each structure
     * @return the library
     * @throws CancellationException where that is asked for
     * @throws IllegalArgumentException as above
     */
    public static CandidateLibrary of(
            List<CrystalStructure> structures, MatchConditions conditions, Use use, BooleanSupplier cancelled) {
        return new CandidateLibrary(structures, conditions, use, cancelled);
    }

    /** @return how many candidates are compared, without those that are alike */
    public int size() {
        return m_templates.size();
    }

    /** @return how many candidates were left out as alike to another */
    public int duplicates() {
        return m_duplicates;
    }

    /** @return how many candidates, those that are alike counted each, have each space group, by number */
    public Map<Integer, Double> frequencies() {
        return Map.copyOf(m_frequencies);
    }

    /** @return a sentence about each candidate that cannot be used */
    public List<String> problems() {
        return List.copyOf(m_problems);
    }

    /** @return how the patterns are measured */
    public MatchConditions conditions() {
        return m_conditions;
    }

    /** @return what the candidates stand for */
    public Use use() {
        return m_use;
    }

    List<Template> templates() {
        return m_templates;
    }

    VolumeModel volumes() {
        return m_volumes;
    }

    Amplitudes amplitudes() {
        return m_amplitudes;
    }

    MaximalSubgroups subgroups() {
        return m_subgroups;
    }

    HiddenDistortions distortions() {
        return m_distortions;
    }

    ProfileIntegral shape() {
        return m_shape;
    }
}
