// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.learning.training;

import java.io.Serializable;

/**
 * How a network did on the rows of some batches while it was trained on them.
 *
 * @param loss the sum of the rows' losses, in nats, without the KL divergence
 * @param right rows whose most probable class was theirs
 * @param rows how many
 */
public record BatchSums(double loss, int right, int rows) implements Serializable {

    /** Of no row. */
    static final BatchSums NONE = new BatchSums(0, 0, 0);

    BatchSums and(BatchSums other) {
        return new BatchSums(loss + other.loss, right + other.right, rows + other.rows);
    }
}
