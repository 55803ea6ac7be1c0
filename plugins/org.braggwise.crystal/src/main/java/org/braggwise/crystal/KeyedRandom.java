// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.crystal;

import java.util.SplittableRandom;

/**
 * Random numbers that depend on what is drawn for, and on nothing else: not on the thread, not on the order of rows.
 * A generator is seeded from a 64-bit hash of (seed, row key, mode, index); its parts go through the finaliser of
 * SplitMix64 (Steele, Lea and Flood 2014, doi:10.1145/2660193.2660195), text by FNV-1a over its UTF-16 units.
 */
public final class KeyedRandom {

    private KeyedRandom() {}

    /**
     * @param seed the user's seed
     * @param rowKey what the draw is for, for instance a table's row key
     * @param mode what is drawn, for instance "strain"
     * @param index the how-manieth draw of this mode for this row
     * @return a generator: the same four arguments give the same numbers on every machine
     */
    public static SplittableRandom of(long seed, String rowKey, String mode, int index) {
        long h = mix(seed + 0x9E3779B97F4A7C15L);
        h = mix(h ^ hash(rowKey));
        h = mix(h + 0x9E3779B97F4A7C15L ^ hash(mode));
        return new SplittableRandom(mix(h + 0x9E3779B97F4A7C15L * (index + 1L)));
    }

    private static long hash(String s) {
        long h = 0xCBF29CE484222325L;
        for (int i = 0; i < s.length(); i++) {
            h = (h ^ s.charAt(i)) * 0x100000001B3L;
        }
        return mix(h + s.length());
    }

    private static long mix(long value) {
        long z = (value ^ value >>> 30) * 0xBF58476D1CE4E5B9L;
        z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
        return z ^ z >>> 31;
    }
}
