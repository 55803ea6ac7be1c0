// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.learning.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

import org.braggwise.learning.data.LabelledPatterns;
import org.braggwise.learning.model.BVggNetModel;
import org.braggwise.learning.model.Member;
import org.braggwise.learning.model.TrainingHistory;
import org.braggwise.learning.network.NetworkSpec;
import org.braggwise.learning.training.TrainingSettings.Method;
import org.braggwise.learning.training.TrainingSettings.Optimiser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class RoundsTest {

    private static BVggNetModel train(TrainingSettings.Builder settings, LabelledPatterns rows) {
        return new BVggNetTrainer(settings.build()).train(rows, null, null, ToyRows.input(), TrainingListener.NONE);
    }

    private static byte[] bytes(BVggNetModel model) throws IOException {
        var out = new ByteArrayOutputStream();
        model.write(out);
        return out.toByteArray();
    }

    /** A shard alone is the ordinary training, taken up by a new network after every round: nothing of its state is lost on the way. */
    @ParameterizedTest
    @CsvSource({"MC_DROPOUT, ADAM", "VARIATIONAL, ADAM", "NONE, SGD"})
    void oneShardIsTheOrdinaryTraining(Method method, Optimiser optimiser) {
        LabelledPatterns rows = ToyRows.of(120, 3);
        TrainingSettings.Builder settings = ToyRows.settings()
                .method(method)
                .optimiser(optimiser)
                .dropout(0.1, 0.2)
                .epochs(3, 0);
        Member ordinary = train(settings, rows).members().get(0);
        Member rounds = train(settings.rounds(new Rounds(1, 3)), rows).members().get(0);
        List<float[]> expected = ordinary.weights().arrays();
        for (int a = 0; a < expected.size(); a++) {
            assertArrayEquals(expected.get(a), rounds.weights().arrays().get(a), "array " + a);
        }
        assertEquals(
                ordinary.posterior().arrays().keySet(),
                rounds.posterior().arrays().keySet());
        ordinary.posterior()
                .arrays()
                .forEach((name, values) ->
                        assertArrayEquals(values, rounds.posterior().arrays().get(name), name));
    }

    @ParameterizedTest
    @EnumSource(Method.class)
    void threadsDoNotMatter(Method method) throws IOException {
        LabelledPatterns rows = ToyRows.of(90, 3);
        TrainingSettings.Builder settings =
                ToyRows.settings().method(method).epochs(2, 0).rounds(new Rounds(3, 1));
        assertArrayEquals(bytes(train(settings.threads(1), rows)), bytes(train(settings.threads(3), rows)));
    }

    /** In any order, some of them twice, as a cluster does it. */
    @Test
    void whereShardsAreTrainedDoesNotMatter() throws Exception {
        LabelledPatterns rows = ToyRows.of(90, 3);
        TrainingSettings.Builder settings = ToyRows.settings().epochs(2, 0).rounds(new Rounds(3, 2));
        var elsewhere = new TrainingPlace() {
            @Override
            public List<Member> members(int members, IntFunction<Optional<Member>> here) {
                return here.apply(1).stream().toList();
            }

            @Override
            public List<ShardResult> round(ShardTraining training, Round round, IntFunction<ShardResult> here) {
                var results = new ShardResult[training.shards()];
                for (int shard : new int[] {2, 0, 1, 0}) {
                    try (var workers = training.workers()) {
                        results[shard] = training.train(shard, round, workers);
                    }
                }
                return Arrays.asList(results);
            }
        };
        assertArrayEquals(
                bytes(train(settings, rows)), bytes(TrainingPlace.with(elsewhere, () -> train(settings, rows))));
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 4})
    void roundsLearnAndSaySo(int shards) {
        BVggNetModel model = train(ToyRows.settings().epochs(12, 0).rounds(new Rounds(shards, 4)), ToyRows.of(480, 1));
        TrainingHistory history = model.members().get(0).history();
        TrainingHistory.Epoch best = history.epochs().get(history.bestEpoch() - 1);
        assertTrue(best.validationAccuracy() > 0.9, history::toString);
        assertEquals(
                "weights averaged over " + shards + " shards after 4 steps each",
                model.provenance().get("rounds"));
        assertFalse(train(ToyRows.settings().epochs(1, 0), ToyRows.of(60, 1))
                .provenance()
                .containsKey("rounds"));
    }

    @Test
    void theMeanIsOfWeightsAndUpdaterAndSummedInDouble() {
        NetworkState mean = NetworkState.mean(List.of(
                new NetworkState(new float[] {1, 16_777_216}, new float[] {3}),
                new NetworkState(new float[] {2, 1}, new float[] {-3}),
                new NetworkState(new float[] {6, 1}, new float[] {9})));
        assertArrayEquals(new float[] {3, (float) (16_777_218 / 3.0)}, mean.parameters());
        assertArrayEquals(new float[] {3}, mean.updater());
    }

    @Test
    void everyShardSeesRowsOfItsOwnAndAllRowsAreSeen() {
        LabelledPatterns rows = ToyRows.of(50, 1).ordered();
        TrainingSettings settings = ToyRows.settings()
                .batchSize(1)
                .epochs(1, 0)
                .rounds(new Rounds(4, 99))
                .build();
        NetworkSpec spec = new BVggNetTrainer(settings).spec(ToyRows.POINTS, 3);
        var training = new ShardTraining(settings, spec, rows, 1);
        assertEquals(13, training.stepsPerEpoch());
        List<Integer> sizes = new ArrayList<>();
        try (var workers = training.workers();
                var network = new BatchTraining(settings, spec, rows, rows, 13, 1, workers)) {
            var round = new Round(network.state(), 1, 0, 13, 0, 0);
            IntStream.range(0, training.shards())
                    .forEach(s ->
                            sizes.add(training.train(s, round, workers).sums().rows()));
        }
        assertEquals(List.of(13, 13, 12, 12), sizes);
    }

    @Test
    void moreShardsThanRowsAreRefused() {
        var e = assertThrows(
                IllegalArgumentException.class,
                () -> train(ToyRows.settings().rounds(new Rounds(100, 1)), ToyRows.of(60, 1)));
        assertTrue(e.getMessage().contains("100 shards"), e.getMessage());
    }
}
