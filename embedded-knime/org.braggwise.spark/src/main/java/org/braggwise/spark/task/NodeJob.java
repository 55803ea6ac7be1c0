// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.spark.task;

import java.io.Serializable;
import java.util.List;

import org.braggwise.spark.table.HadoopSettings;

/**
 * What all tasks of one execution of a node share.
 *
 * @param factory the class of the node's factory
 * @param ports the node's groups of ports, as KNIME's XML
 * @param settings the node's own, as KNIME's XML
 * @param inputs by port
 * @param seed for the settings that leave it open
 * @param folder where the tasks write their tables
 * @param workflow the folder of the workflow, for files relative to it
 * @param viewCharacters how much a view may hold
 * @param files how the folder is reached
 */
public record NodeJob(
        String factory,
        byte[] ports,
        byte[] settings,
        List<Input> inputs,
        long seed,
        String folder,
        String workflow,
        String viewCharacters,
        HadoopSettings files)
        implements Serializable {}
