// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.spark;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

import org.braggwise.spark.table.SpecRecord;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.port.PortObject;

/**
 * How a node's work is spread over executors. A node that is not listed runs on the driver: it reads files or folders, or needs all of its
 * rows at once.
 *
 * @param splitPort the input, from 0, of whose table each task gets a part; the others go to every task whole
 * @param makesKeys whether the node puts together the keys of its first output, so that two parts may come to the same
 */
record Distribution(int splitPort, boolean makesKeys) {

    private static final Map<String, Distribution> NODES = Map.of(
            "org.braggwise.knime.cifreader.CifReaderNodeFactory", new Distribution(0, true),
            "org.braggwise.knime.simulator.XrdSimulatorNodeFactory", new Distribution(0, false),
            "org.braggwise.knime.augmenter.SpectrumAugmenterNodeFactory", new Distribution(0, true),
            "org.braggwise.knime.preparation.PatternPreparationNodeFactory", new Distribution(0, false),
            "org.braggwise.knime.matcher.XrdStructureMatcherNodeFactory", new Distribution(0, false),
            "org.braggwise.knime.indexer.XrdIndexerNodeFactory", new Distribution(0, false),
            "org.braggwise.knime.predictor.BVggNetPredictorNodeFactory", new Distribution(1, false));

    /**
     * @param factory of the node
     * @param in its inputs
     * @return empty for a node that runs on the driver
     */
    static Optional<Distribution> of(String factory, PortObject[] in) {
        return Optional.ofNullable(NODES.get(factory))
                .filter(d -> d.splitPort < in.length && in[d.splitPort] instanceof BufferedDataTable)
                .filter(d -> canTravel(in));
    }

    /** @return whether all inputs can be sent to executors */
    static boolean canTravel(PortObject[] in) {
        return Arrays.stream(in)
                .allMatch(o -> !(o instanceof BufferedDataTable t) || SpecRecord.canTravel(t.getDataTableSpec()));
    }
}
