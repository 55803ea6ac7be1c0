// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.spark.task;

import java.io.Serializable;

/**
 * The attributions of some consecutive rows.
 *
 * @param file its address
 * @param rows how many
 * @param processorNanos that the executor's processors worked meanwhile
 */
public record AttributedPart(String file, long rows, long processorNanos) implements Serializable {}
