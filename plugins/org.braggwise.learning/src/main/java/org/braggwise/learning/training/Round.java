// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.learning.training;

import java.io.Serializable;

/**
 * What the shards do in one round.
 *
 * @param start where all of them start from
 * @param epoch from 1
 * @param from the first step of the epoch, from 0
 * @param to behind the last step
 * @param priorScale of variational layers
 * @param klWeight of variational layers
 */
public record Round(NetworkState start, int epoch, int from, int to, double priorScale, double klWeight)
        implements Serializable {}
