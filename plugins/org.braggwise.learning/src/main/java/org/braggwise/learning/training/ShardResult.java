// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.learning.training;

import java.io.Serializable;

/**
 * What a shard came to in a round.
 *
 * @param state of its network
 * @param sums over the rows that it was trained on
 */
public record ShardResult(NetworkState state, BatchSums sums) implements Serializable {}
