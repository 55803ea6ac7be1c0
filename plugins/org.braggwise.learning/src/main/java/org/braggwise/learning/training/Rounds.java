// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.learning.training;

/**
 * Training of one network in rounds: the rows are dealt to shards by the hash of their keys, each shard takes some steps from the same weights
 * with its own rows, and the next round starts from the mean of the shards' weights and of their optimiser's state (local SGD: McDonald, Hall
 * and Mann 2010; Stich 2019, arXiv:1805.09767). Shards can be trained on other machines; where they are changes no bit, how many there are
 * does.
 *
 * @param shards at least 1; with one, the weights after each epoch are those of the ordinary training
 * @param localSteps batches of each shard between two averages, at least 1
 */
public record Rounds(int shards, int localSteps) {

    /** @throws IllegalArgumentException naming the number that makes no sense */
    public Rounds {
        if (shards < 1 || localSteps < 1) {
            throw new IllegalArgumentException("Rounds of " + shards + " shards and " + localSteps
                    + " local steps; expected whole numbers from 1 on.");
        }
    }
}
