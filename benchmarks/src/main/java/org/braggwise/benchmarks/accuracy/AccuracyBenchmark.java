// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.benchmarks.accuracy;

import java.util.List;

import org.braggwise.learning.network.Blas;

/** Accuracy on real data: see benchmarks/accuracy. */
public final class AccuracyBenchmark {

    private AccuracyBenchmark() {}

    public static void main(String[] arguments) throws Exception {
        Options options = Options.parse(arguments);
        if (options.tasks().contains("seeds")) {
            List<StructureSet.Entry> structures = StructureSet.read(
                            options.data().resolve("structures/mp_abx3.jsonl.gz"))
                    .entries();
            new Seeds(options.models(), structures).print();
            return;
        }
        System.out.println("seed " + options.seed() + ", " + (Blas.isNative() ? "OpenBLAS" : "plain Java products")
                + ", " + options);
        long start = System.nanoTime();
        Report report = new Report();
        if (options.tasks().contains("abx3")) {
            new RealAbx3(options).run(report);
        }
        if (options.tasks().contains("films")) {
            new Films(options).run(report);
        }
        report.print();
        System.err.println("Took " + (System.nanoTime() - start) / 1_000_000_000 + " s.");
        System.exit(0); // ND4J leaves threads
    }
}
