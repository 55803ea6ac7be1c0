// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.benchmarks.accuracy;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.braggwise.diffraction.TwoThetaGrid;
import org.braggwise.learning.data.LabelledPatterns;
import org.braggwise.learning.model.IntensityScale;
import org.braggwise.learning.training.TrainingSettings;

/** The rows of the film model: those of {@link FilmPatterns}, simulated alone. Measured films play no part. */
final class FilmRows implements TrainModels.Task {

    private static final int ROWS_A_CLASS = 1200;
    /** Three networks of this width take less than 5 MB in half precision. */
    private static final int DENSE = 128;
    /** Of a kind of foreign structures. */
    private static final int MOST_FOREIGN = 400;

    private final ModelOptions m_options;
    private final FilmStructures m_structures;

    FilmRows(ModelOptions options) throws IOException {
        m_options = options;
        m_structures = new FilmStructures(
                StructureSet.read(options.data().resolve("structures/mp_abx3.jsonl.gz"))
                        .entries(),
                StructureSet.read(options.data().resolve("structures/mp_extra_A3B2X9_A2BBX6.jsonl.gz"))
                        .entries(),
                options.seed());
    }

    private LabelledPatterns simulated(String part, int rows) {
        Options options = m_options.rows(m_options.seed(), 1, 1, 1, rows);
        return new FilmPatterns(options).simulated(m_structures, part, options.filmRows());
    }

    @Override
    public TwoThetaGrid grid() {
        return FilmPatterns.GRID;
    }

    @Override
    public IntensityScale scale() {
        return FilmPatterns.SCALE;
    }

    @Override
    public LabelledPatterns training(int round) {
        return simulated("training", ROWS_A_CLASS);
    }

    @Override
    public LabelledPatterns validation() {
        return simulated("validation", ROWS_A_CLASS / 8);
    }

    @Override
    public LabelledPatterns test() {
        return simulated("test", ROWS_A_CLASS / 8);
    }

    @Override
    public Map<String, float[][]> foreign(boolean shown) throws IOException {
        FilmPatterns films = new FilmPatterns(m_options.rows(m_options.seed(), 1, 1, 1, 1));
        Map<String, float[][]> rows = new LinkedHashMap<>();
        // other groups than the learnt ones, and no halides, whose distorted perovskites look much like those that are
        // learnt
        ForeignStructures.abx3AndMinerals(
                        m_options.data(),
                        e -> !FilmStructures.GROUPS.contains(e.spaceGroup())
                                && !Set.of("Cl", "Br", "I").contains(e.anion()))
                .of(shown, MOST_FOREIGN)
                .forEach((kind, structures) -> rows.put(kind, films.simulated(structures)));
        return rows;
    }

    /** @return measured films of the classes that it learns, of which nothing is learnt, to see how many pass for foreign */
    @Override
    public LabelledPatterns measured() throws IOException {
        return new FilmPatterns(m_options.rows(m_options.seed(), 1, 1, 1, 1)).measured();
    }

    @Override
    public List<Double> rates() {
        return List.of(1e-3);
    }

    @Override
    public TrainingSettings.Builder settings() {
        return TrainingSettings.builder()
                .network(Films.BLOCKS, DENSE)
                .dropout(0, 0.5)
                .labelSmoothing(0.1)
                .method(TrainingSettings.Method.MC_DROPOUT)
                .members(3)
                .epochs(m_options.quick() ? 2 : 6, 0)
                .batchSize(32)
                .balancedClasses(true);
    }

    @Override
    public Map<String, String> provenance() {
        Map<String, String> p = new LinkedHashMap<>();
        p.put("class column", "Space group");
        p.put("class type", "int");
        p.put(
                "trained on",
                "simulated scans of textured, strained films with impurity lines and noise, background subtracted (SNIP): halide"
                        + " perovskites, A3B2X9 and A2BB'X6 of the Materials Project, their halide variants by template element"
                        + " replacement, and published cells of hybrid perovskites");
        p.put("held out", "by structure, 15 % for validation and 15 % for the test; no measured film played a part");
        p.put(
                "data",
                "Materials Project v2025.02.12, CC BY 4.0; Jain et al., APL Mater. 1, 011002 (2013), doi:10.1063/1.4812323");
        p.put("meant for", "scans of thin films of metal halides, Cu Ka, 10 to 59 deg, background subtracted");
        return p;
    }
}
