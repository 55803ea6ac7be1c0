// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.knime.nodes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Locale;

import org.braggwise.knime.port.BVggNetModelPortObject;
import org.braggwise.knime.testing.NodeUnderTest;
import org.braggwise.knime.testing.Samples;
import org.braggwise.knime.testing.TestTables;
import org.braggwise.learning.calibration.EntropySlope;
import org.braggwise.learning.model.BVggNetModel;
import org.braggwise.learning.posterior.Laplace;
import org.braggwise.learning.posterior.Variational;
import org.junit.jupiter.api.Test;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.port.PortObject;

/** What the dialogs of Learner and Predictor offer reaches the model. */
class LearnerSettingsTest {

    private static BVggNetModel model(NodeUnderTest.Outcome out) {
        return ((BVggNetModelPortObject) out.outputs().get(0)).model();
    }

    private static NodeUnderTest.Outcome learned(NodeUnderTest learner) throws Exception {
        return learner.run(Samples.training(), Samples.validation());
    }

    @Test
    void variationalInferenceTakesPriorAndWeightOfTheKl() throws Exception {
        NodeUnderTest.Outcome out = learned(Samples.learner()
                .set("method", "VARIATIONAL")
                .set("priorScale", 0.25)
                .set("klWeight", 0.002)
                .set("klWarmUp", 0.5)
                .set("epochs", 4)
                .without("patience"));
        assertEquals(0.25, ((Variational) model(out).members().get(0).posterior()).priorScale(), 1e-12);
        assertEquals(0.001, TestTables.number(out.table(1), "Member 1 epoch 1", "KL weight"), 1e-12);
        assertEquals(0.002, TestTables.number(out.table(1), "Member 1 epoch 4", "KL weight"), 1e-12);
        assertTrue(TestTables.number(out.table(1), "Member 1 epoch 4", "KL / N") > 0);
        assertEquals(
                0.002,
                out.view()
                        .get("members")
                        .get(0)
                        .get("history")
                        .get(3)
                        .get("klWeight")
                        .asDouble(),
                1e-12);
    }

    @Test
    void aPriorOfZeroIsLearnt() throws Exception {
        BVggNetModel model = model(learned(Samples.learner()
                .set("method", "VARIATIONAL")
                .without("priorScale")
                .set("epochs", 1)));
        assertEquals("learnt", model.provenance().get("prior scale"));
        assertTrue(((Variational) model.members().get(0).posterior()).priorScale() > 0);
    }

    @Test
    void laplaceTakesLayersStructureAndPrecision() throws Exception {
        var laplace = (Laplace) model(learned(Samples.learner()
                        .set("method", "LAPLACE")
                        .set("laplaceLayers", "DENSE_AND_OUTPUT")
                        .set("laplaceStructure", "KRONECKER")
                        .set("laplacePrecision", 3.0)
                        .set("epochs", 1)))
                .members()
                .get(0)
                .posterior();
        assertEquals("kronecker", laplace.structure());
        assertEquals(3, laplace.priorPrecision(), 1e-12);
        assertTrue(laplace.coversDense());
        var plain = (Laplace)
                model(learned(Samples.learner().set("method", "LAPLACE").set("epochs", 1)))
                        .members()
                        .get(0)
                        .posterior();
        assertEquals("full", plain.structure());
        assertTrue(!plain.coversDense());
    }

    @Test
    void aTemperatureByDoubtIsFittedAndShown() throws Exception {
        NodeUnderTest.Outcome out =
                learned(Samples.learner().set("temperature", "BY_DOUBT").set("labelSmoothing", 0.2));
        EntropySlope slope = model(out).calibration().slope();
        assertNotEquals(0, slope.slope());
        assertEquals("by the entropy of each row", model(out).provenance().get("temperature"));
        String shown = String.format(Locale.ROOT, "exp(%.3g (H", slope.slope());
        assertTrue(out.view().get("facts").toString().contains(shown), "the view has it");
        assertTrue(model(learned(Samples.learner())).calibration().slope().isNone(), "one is the default");
    }

    @Test
    void optimiserAndWarmUpAreInTheProvenance() throws Exception {
        BVggNetModel model = model(learned(Samples.learner()
                .set("optimiser", "SGD")
                .set("learningRate", 0.02)
                .set("warmUp", 0.2)
                .set("epochs", 1)));
        assertEquals("SGD", model.provenance().get("optimiser"));
        assertTrue(
                model.provenance().get("learning rate").startsWith("0.02, warm-up 0.2"),
                model.provenance().toString());
    }

    @Test
    void aTimeLimitGivesTheBestModelSoFarAndSaysSo() throws Exception {
        NodeUnderTest.Outcome out =
                learned(Samples.learner().set("minutes", 1e-6).without("patience"));
        assertEquals(1, out.table(1).size());
        assertTrue(
                out.warning().contains("The time limit of 1.0E-6 min ended training after 1 of " + Samples.EPOCHS),
                out.warning());
        assertTrue(model(out).calibration().conformal().isPresent());
    }

    @Test
    void aNegativeWeightIsRefusedInTheDialog() {
        var e = assertThrows(InvalidSettingsException.class, () -> Samples.learner()
                .set("klWeight", -1.0)
                .configure(
                        Samples.training().getDataTableSpec(),
                        Samples.validation().getDataTableSpec()));
        assertTrue(e.getMessage().contains("-1"), e.getMessage());
    }

    @Test
    void thePredictorTakesProbitAndQuantiles() throws Exception {
        PortObject laplace = learned(Samples.learner().set("method", "LAPLACE").set("epochs", 3))
                .outputs()
                .get(0);
        String key = TestTables.keys(Samples.test()).get(0);
        var sampled = Samples.predictor().run(laplace, Samples.test()).table(0);
        var probit = Samples.predictor()
                .set("averaging", "PROBIT")
                .run(laplace, Samples.test())
                .table(0);
        double a = TestTables.number(sampled, key, "P (Crystal system=cubic)");
        double b = TestTables.number(probit, key, "P (Crystal system=cubic)");
        assertTrue(a != b && Math.abs(a - b) < 0.1, a + " sampled, " + b + " probit");
        var quantiles = Samples.predictor()
                .set("interval", "QUANTILE")
                .run(laplace, Samples.test())
                .table(0);
        assertEquals(a, TestTables.number(quantiles, key, "P (Crystal system=cubic)"));
        assertTrue(
                TestTables.number(quantiles, key, "Interval low") != TestTables.number(sampled, key, "Interval low"));
    }
}
