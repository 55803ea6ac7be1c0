// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.benchmarks.training;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;

import org.braggwise.learning.layers.BVggNetwork;
import org.braggwise.learning.layers.NetworkPlan;
import org.braggwise.learning.network.Blas;
import org.braggwise.learning.network.Engine;
import org.braggwise.learning.network.Floats;
import org.braggwise.learning.network.NetworkSpec;
import org.braggwise.learning.network.Workers;
import org.braggwise.learning.posterior.Head;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;

/**
 * Braggwise's side: reads orders, one a line, and answers each with the seconds it took on the wall and on the processor.
 * {@code train POINTS BATCH STEPS}, {@code infer POINTS BATCH STEPS}, {@code flops POINTS} (operations of one
 * pattern forward, by the definition of the layers and as done),
 * {@code peak SIZE STEPS} (square matrix products, one a thread).
 */
public final class TrainingBenchmark {

    private static final int CLASSES = 30;

    private final int m_threads;
    private BVggNetwork m_network;
    private Workers m_workers;
    private int m_points;

    private TrainingBenchmark(int threads) {
        m_threads = threads;
    }

    public static void main(String[] arguments) throws Exception {
        if (!Blas.isNative()) {
            throw new IllegalStateException("OpenBLAS did not load.");
        }
        var side = new TrainingBenchmark(Integer.parseInt(arguments[0]));
        var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            System.out.println(side.obey(line.split(" ")));
            System.out.flush();
        }
        System.exit(0); // ND4J leaves threads
    }

    private String obey(String[] order) {
        int size = Integer.parseInt(order[1]);
        if (order[0].equals("flops")) {
            NetworkSpec spec = NetworkSpec.standard(size, CLASSES);
            return spec.forwardFlops() + " " + Engine.get().forwardFlops(spec);
        }
        Runnable work =
                switch (order[0]) {
                    case "train" -> training(size, Integer.parseInt(order[2]), Integer.parseInt(order[3]));
                    case "infer" -> inference(size, Integer.parseInt(order[2]), Integer.parseInt(order[3]));
                    case "peak" -> products(size, Integer.parseInt(order[2]));
                    default -> throw new IllegalArgumentException("Unknown order " + order[0]);
                };
        var system = (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        long cpu = system.getProcessCpuTime();
        long wall = System.nanoTime();
        work.run();
        return (System.nanoTime() - wall) / 1e9 + " " + (system.getProcessCpuTime() - cpu) / 1e9;
    }

    private void network(int points) {
        if (points != m_points) {
            if (m_network != null) {
                m_network.close();
                m_workers.close();
            }
            m_points = points;
            m_workers = new Workers(m_threads);
            m_network = new BVggNetwork(
                    new NetworkPlan(NetworkSpec.standard(points, CLASSES), new Adam(1e-3), 0, null, null, 1),
                    m_workers);
        }
    }

    private static float[][] patterns(int rows, int points) {
        var random = new SplittableRandom(1);
        var x = new float[rows][points];
        for (float[] row : x) {
            for (int i = 0; i < points; i++) {
                row[i] = (float) random.nextDouble();
            }
        }
        return x;
    }

    private Runnable training(int points, int batch, int steps) {
        network(points);
        float[][] x = patterns(batch, points);
        var y = new float[batch][CLASSES];
        for (int r = 0; r < batch; r++) {
            y[r][r % CLASSES] = 1;
        }
        return () -> {
            for (int s = 0; s < steps; s++) {
                m_network.network().fit(Nd4j.create(x), Nd4j.create(y));
            }
        };
    }

    private Runnable inference(int points, int batch, int steps) {
        network(points);
        var weights = m_network.weights();
        Head head = Head.of(weights.spec(), weights);
        float[][] x = patterns(batch, points);
        var workers = new Workers(m_threads);
        var runner = Engine.get().runner(weights, workers);
        return () -> {
            try (workers;
                    runner) {
                for (int s = 0; s < steps; s++) {
                    head.logits(head.hidden(runner.features(x, null), batch, workers), batch);
                }
            }
        };
    }

    private Runnable products(int n, int steps) {
        var matrices = new Floats[m_threads][3];
        for (Floats[] of : matrices) {
            for (int i = 0; i < 3; i++) {
                of[i] = new Floats(n * n);
            }
        }
        return () -> {
            try (Workers workers = new Workers(m_threads)) {
                workers.run(m_threads, (part, thread) -> {
                    for (int s = 0; s < steps; s++) {
                        Floats.multiply(
                                false,
                                false,
                                n,
                                n,
                                n,
                                matrices[part][0],
                                0,
                                n,
                                matrices[part][1],
                                0,
                                n,
                                0f,
                                matrices[part][2],
                                0,
                                n);
                    }
                });
            }
        };
    }
}
