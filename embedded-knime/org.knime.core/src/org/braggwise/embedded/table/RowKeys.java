// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.embedded.table;

import java.util.function.Predicate;

import org.knime.core.data.RowKey;

/**
 * The keys that a table has, at eight bytes each times two: hashes of 64 bits in an open table. Where hashes agree, the rows
 * themselves decide.
 */
final class RowKeys {

    private long[] m_hashes = new long[1 << 10];
    private int m_count;
    private boolean m_hasZero;

    /**
     * @param isKnown tells for certain whether a key is there already
     * @return false where the key was there already
     */
    boolean add(RowKey key, Predicate<RowKey> isKnown) {
        long hash = hash(key.getString());
        if (!insert(hash)) {
            return !isKnown.test(key);
        }
        return true;
    }

    private boolean insert(long hash) {
        if (hash == 0) {
            boolean isNew = !m_hasZero;
            m_hasZero = true;
            return isNew;
        }
        if (m_count * 2 >= m_hashes.length) {
            grow();
        }
        int at = find(m_hashes, hash);
        if (m_hashes[at] == hash) {
            return false;
        }
        m_hashes[at] = hash;
        m_count++;
        return true;
    }

    private void grow() {
        long[] larger = new long[m_hashes.length * 2];
        for (long h : m_hashes) {
            if (h != 0) {
                larger[find(larger, h)] = h;
            }
        }
        m_hashes = larger;
    }

    private static int find(long[] table, long hash) {
        int i = (int) (hash ^ hash >>> 32) & table.length - 1;
        while (table[i] != 0 && table[i] != hash) {
            i = i + 1 & table.length - 1;
        }
        return i;
    }

    /** FNV-1a over the characters, then the finaliser of SplitMix64 to spread its low bits. */
    private static long hash(String key) {
        long h = 0xcbf29ce484222325L;
        for (int i = 0; i < key.length(); i++) {
            h = (h ^ key.charAt(i)) * 0x100000001b3L;
        }
        h = (h ^ h >>> 30) * 0xbf58476d1ce4e5b9L;
        h = (h ^ h >>> 27) * 0x94d049bb133111ebL;
        return h ^ h >>> 31;
    }
}
