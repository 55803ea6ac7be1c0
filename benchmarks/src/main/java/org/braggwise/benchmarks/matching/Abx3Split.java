// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.benchmarks.matching;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.braggwise.benchmarks.accuracy.StructureSet;
import org.braggwise.diffraction.TwoThetaGrid;
import org.braggwise.diffraction.simulation.Background;
import org.braggwise.diffraction.simulation.Noise;
import org.braggwise.diffraction.simulation.PatternSimulator;
import org.braggwise.diffraction.simulation.PeakProfile;
import org.braggwise.diffraction.simulation.SimulationSettings;
import org.braggwise.diffraction.synthesis.SourceRow;
import org.braggwise.diffraction.synthesis.SynthesisPlan;
import org.braggwise.diffraction.synthesis.SynthesisSettings;
import org.braggwise.diffraction.synthesis.Synthesizer;

/**
 * The real ABX3 structures, split and simulated as benchmarks/accuracy does: by whole compounds, a fifth of each space group is the test and
 * 8 % the validation.
 */
final class Abx3Split {

    static final TwoThetaGrid GRID = new TwoThetaGrid(10, 80, 1751);

    /** A good powder: lines of 0.1 degrees. */
    static final PeakProfile PROFILE = PeakProfile.DEFAULT.withDomainSizeNm(100);

    private static final int LEAST = 10;
    private static final long SEED = 1;

    private final List<StructureSet.Entry> m_all;
    private final SynthesisPlan m_plan;

    Abx3Split(Path data) throws IOException {
        m_all = StructureSet.read(data.resolve("structures/mp_abx3.jsonl.gz")).entries();
        List<SourceRow> sources = m_all.stream()
                .map(e -> new SourceRow(e.id(), Integer.toString(e.spaceGroup()), e.formula()))
                .toList();
        m_plan = new Synthesizer(SynthesisSettings.defaults().withSeed(SEED).withHeldOut(0.2, 0.08))
                .plan(sources, List.of());
    }

    List<StructureSet.Entry> training() {
        return m_plan.training().stream().map(e -> m_all.get(e.realIndex())).toList();
    }

    List<StructureSet.Entry> validation() {
        return m_plan.validation().stream().map(e -> m_all.get(e.realIndex())).toList();
    }

    List<StructureSet.Entry> test() {
        return m_plan.test().stream().map(e -> m_all.get(e.realIndex())).toList();
    }

    /** @return how many structures of all have each space group */
    Map<Integer, Integer> counts() {
        Map<Integer, Integer> counts = new HashMap<>();
        m_all.forEach(e -> counts.merge(e.spaceGroup(), 1, Integer::sum));
        return counts;
    }

    /** @return whether the group is one of the frequent ones that space groups are scored among */
    boolean frequent(int group) {
        return counts().getOrDefault(group, 0) >= LEAST;
    }

    static PatternSimulator simulator(Noise noise, Background background) {
        return new PatternSimulator(SimulationSettings.builder()
                .grid(GRID)
                .ions(false)
                .profile(PROFILE)
                .noise(noise)
                .background(background)
                .build());
    }
}
