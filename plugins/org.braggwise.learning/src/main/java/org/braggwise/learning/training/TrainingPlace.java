// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.learning.training;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.IntFunction;

import org.braggwise.learning.model.Member;

/**
 * Where the networks of an ensemble, and the shards of one network's {@link Rounds}, are trained: by default one after the other on this
 * machine; on a cluster each elsewhere. Where it is set, a trainer asks it on the thread on which it is called. Split, averages, calibration
 * and putting the members together stay with the trainer, and every seed follows from a number: the place changes no bit.
 */
public interface TrainingPlace {

    /**
     * @param members how many
     * @param here trains one of them, counted from 1, on this machine; empty: it was stopped before its first epoch ended
     * @return the members in their order; fewer where training was stopped
     */
    List<Member> members(int members, IntFunction<Optional<Member>> here);

    /**
     * @param training what the shards train on
     * @param here trains one of them, counted from 0, on this machine
     * @return what each of the shards came to, in their order
     */
    default List<ShardResult> round(ShardTraining training, Round round, IntFunction<ShardResult> here) {
        return training.each(here);
    }

    /**
     * Runs something whose trainings on this thread ask the place.
     *
     * @return what it gives
     * @throws Exception what it throws
     */
    static <T> T with(TrainingPlace place, Callable<T> training) throws Exception {
        Current.PLACE.set(place);
        try {
            return training.call();
        } finally {
            Current.PLACE.remove();
        }
    }

    /** @return the place for trainings on this thread; empty: this machine, one after the other */
    static Optional<TrainingPlace> current() {
        return Optional.ofNullable(Current.PLACE.get());
    }

    /** Holds the place of each thread. */
    final class Current {

        private static final ThreadLocal<TrainingPlace> PLACE = new ThreadLocal<>();

        private Current() {}
    }
}
