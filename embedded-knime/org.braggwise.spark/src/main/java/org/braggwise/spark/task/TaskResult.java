// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.spark.task;

import java.io.Serializable;

/**
 * What a task that is not about rows of tables gave.
 *
 * @param result null where there is none
 * @param failure null where there is none
 */
public record TaskResult<R>(R result, Failure failure) implements Serializable {}
