// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.knime.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import org.braggwise.knime.augmenter.SpectrumAugmenterNodeFactory;
import org.braggwise.knime.learner.BVggNetLearnerNodeFactory;
import org.braggwise.knime.port.BVggNetModelPortObject;
import org.braggwise.knime.predictor.BVggNetPredictorNodeFactory;
import org.braggwise.knime.simulator.XrdSimulatorNodeFactory;
import org.braggwise.knime.synthesizer.SynthesizerNodeFactory;
import org.knime.core.node.BufferedDataTable;

/**
 * A small world for the nodes: cubic and tetragonal ABX3 of made-up lattice constants (a simple relation to the elements, no
 * measurement), their patterns on 281 points, and a small model that tells the two systems. Each is made once.
 */
public final class Samples {

    /** Points of a pattern. */
    public static final int POINTS = 281;
    /** Of the small model's training. */
    public static final int EPOCHS = 12;

    private static final String[] A = {"Sr", "Ba", "Ca", "Pb"};
    private static final String[] B = {"Ti", "Zr", "Hf", "Sn"};

    private static BufferedDataTable structures;
    private static BufferedDataTable patterns;
    private static BufferedDataTable cobalt;
    private static BufferedDataTable augmented;
    private static NodeUnderTest.Outcome synthesized;
    private static NodeUnderTest.Outcome learned;
    private static BufferedDataTable predictions;

    private Samples() {}

    /** @param stretch c / a; 1 is cubic, Pm-3m, anything else tetragonal, P4mm with B off the centre */
    public static String cif(String a, String b, double lengthAngstrom, double stretch) {
        boolean cubic = stretch == 1;
        return String.format(
                        Locale.ROOT,
                        """
            data_%s%sO3
            _cell_length_a %.4f
            _cell_length_b %.4f
            _cell_length_c %.4f
            _cell_angle_alpha 90
            _cell_angle_beta 90
            _cell_angle_gamma 90
            _space_group_IT_number %d
            _space_group_name_H-M_alt '%s'
            loop_
            _atom_site_label
            _atom_site_type_symbol
            _atom_site_fract_x
            _atom_site_fract_y
            _atom_site_fract_z
            %s1 %s 0 0 0
            %s1 %s 0.5 0.5 %s
            O1 O 0.5 0.5 %s
            O2 O 0.5 0 0.5
            """,
                        a,
                        b,
                        lengthAngstrom,
                        lengthAngstrom,
                        lengthAngstrom * stretch,
                        cubic ? 221 : 99,
                        cubic ? "P m -3 m" : "P 4 m m",
                        a,
                        a,
                        b,
                        b,
                        cubic ? "0.5" : "0.53",
                        cubic ? "0" : "0.02")
                .replaceAll(cubic ? "O2 O .*\\n" : "(?!)", "");
    }

    /** @return 32 rows: CIF, Formula, Crystal system */
    public static synchronized BufferedDataTable structures() {
        if (structures == null) {
            List<String[]> rows = new ArrayList<>();
            for (int i = 0; i < A.length; i++) {
                for (int k = 0; k < B.length; k++) {
                    double length = 3.85 + 0.06 * i + 0.05 * k;
                    rows.add(new String[] {
                        A[i] + B[k] + " cubic", cif(A[i], B[k], length, 1), A[i] + B[k] + "O3", "cubic"
                    });
                    rows.add(new String[] {
                        A[i] + B[k] + " tetragonal", cif(A[i], B[k], length, 1.12), A[i] + B[k] + "O3", "tetragonal"
                    });
                }
            }
            structures = TestTables.texts(List.of("CIF", "Formula", "Crystal system"), rows.toArray(String[][]::new));
        }
        return structures;
    }

    public static NodeUnderTest simulator() {
        return new NodeUnderTest(new XrdSimulatorNodeFactory())
                .set("startDeg", 20.0)
                .set("endDeg", 62.0)
                .set("points", POINTS);
    }

    public static synchronized BufferedDataTable patterns() throws Exception {
        if (patterns == null) {
            patterns = simulator().run(structures()).table(0);
        }
        return patterns;
    }

    /** @return the patterns as cobalt radiation gives them, on another grid, which covers that of the others */
    public static synchronized BufferedDataTable cobalt() throws Exception {
        if (cobalt == null) {
            cobalt = simulator()
                    .set("radiation", "CO_KA")
                    .set("startDeg", 22.0)
                    .set("endDeg", 76.0)
                    .set("points", 1081)
                    .run(structures())
                    .table(0);
        }
        return cobalt;
    }

    public static synchronized BufferedDataTable augmented() throws Exception {
        if (augmented == null) {
            augmented = new NodeUnderTest(new SpectrumAugmenterNodeFactory())
                    .run(patterns())
                    .table(0);
        }
        return augmented;
    }

    public static NodeUnderTest synthesizer() {
        return new NodeUnderTest(new SynthesizerNodeFactory())
                .set("testShare", 0.3)
                .set("validationShare", 0.2)
                .set("mixtures", 12)
                .set("pureVirtual", true);
    }

    /** @return training, validation, test, ledger, classes */
    public static synchronized NodeUnderTest.Outcome synthesized() throws Exception {
        if (synthesized == null) {
            synthesized = synthesizer().run(patterns(), augmented());
        }
        return synthesized;
    }

    public static NodeUnderTest learner() {
        return new NodeUnderTest(new BVggNetLearnerNodeFactory())
                .set("preset", "CUSTOM")
                .set("blocks", "8 / 16 / 16")
                .set("denseWidth", 16)
                .set("epochs", EPOCHS)
                .set("samples", 8)
                .set("learningRate", 0.003);
    }

    /** @return the model and the history */
    public static synchronized NodeUnderTest.Outcome learned() throws Exception {
        if (learned == null) {
            learned = learner().run(synthesized().table(0), synthesized().table(1));
        }
        return learned;
    }

    public static BVggNetModelPortObject model() throws Exception {
        return (BVggNetModelPortObject) learned().outputs().get(0);
    }

    public static BufferedDataTable training() throws Exception {
        return synthesized().table(0);
    }

    public static BufferedDataTable validation() throws Exception {
        return synthesized().table(1);
    }

    public static BufferedDataTable test() throws Exception {
        return synthesized().table(2);
    }

    public static NodeUnderTest predictor() {
        // the model has six validation patterns: too few for a coverage of 0.9
        return new NodeUnderTest(new BVggNetPredictorNodeFactory()).set("coverage", 0.8);
    }

    public static synchronized BufferedDataTable predictions() throws Exception {
        if (predictions == null) {
            predictions = predictor().run(model(), test()).table(0);
        }
        return predictions;
    }
}
