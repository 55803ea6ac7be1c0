// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.knime.common.view;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Keeps a share of what passes by for a view: about as many characters of each class, so that a rare class is seen beside a common one,
 * and of a class not its first items but any. Which ones follows from their names: a run again keeps the same.
 */
public final class ViewSample {

    private record Item(long order, long priority, List<ObjectNode> nodes, long size) {}

    /** The items of one class, the first to go last. */
    private static final class Stratum {
        private final TreeSet<Item> m_items =
                new TreeSet<>(Comparator.comparingLong(Item::priority).thenComparingLong(Item::order));
        private long m_size;
    }

    private final long m_most;
    private final Map<String, Stratum> m_strata = new TreeMap<>();
    private Stratum m_pendingStratum;
    private Item m_pending;
    private long m_seen;
    private long m_size;
    private int m_items;

    /** @param most characters of the JSON texts of all items together; one item is kept however long it is */
    public ViewSample(long most) {
        m_most = most;
    }

    /**
     * Counts an item, and says whether it has to be made: most that are not kept need not be.
     *
     * @param stratum its class
     * @param key its name
     * @return whether {@link #put} would keep it now
     */
    public boolean wants(String stratum, String key) {
        settle();
        m_seen++;
        Stratum s = m_strata.get(stratum);
        if (m_size < m_most || s == null || s.m_items.isEmpty()) {
            return true;
        }
        boolean largest = m_strata.values().stream().allMatch(other -> other.m_size <= s.m_size);
        return !largest || priority(key) < s.m_items.last().priority();
    }

    /**
     * Keeps an item, for now. Its size is looked at when the next one comes: until then it may be added to.
     *
     * @param stratum its class
     * @param key its name
     * @param nodes what the view shows of it: kept or let go together
     */
    public void put(String stratum, String key, List<ObjectNode> nodes) {
        settle();
        m_pendingStratum = m_strata.computeIfAbsent(stratum, s -> new Stratum());
        m_pending = new Item(m_seen, priority(key), nodes, 0);
    }

    private void settle() {
        if (m_pending == null) {
            return;
        }
        long size =
                m_pending.nodes.stream().mapToLong(n -> n.toString().length()).sum();
        m_pendingStratum.m_items.add(new Item(m_pending.order, m_pending.priority, m_pending.nodes, size));
        m_pendingStratum.m_size += size;
        m_size += size;
        m_items++;
        m_pending = null;
        while (m_size > m_most && m_items > 1) {
            Stratum largest = m_strata.values().stream()
                    .max(Comparator.comparingLong((Stratum s) -> s.m_size))
                    .orElseThrow();
            Item gone = largest.m_items.pollLast();
            largest.m_size -= gone.size;
            m_size -= gone.size;
            m_items--;
        }
    }

    /** @return how many items passed by */
    public long seen() {
        return m_seen;
    }

    /** @return the items that are kept, in the order in which they came */
    public List<List<ObjectNode>> items() {
        settle();
        List<Item> all = new ArrayList<>();
        m_strata.values().forEach(s -> all.addAll(s.m_items));
        all.sort(Comparator.comparingLong(Item::order));
        return all.stream().map(Item::nodes).toList();
    }

    /** Mixes the name's hash as SplittableRandom mixes its seed: names that count up spread evenly. */
    private static long priority(String key) {
        long z = 0;
        for (int i = 0; i < key.length(); i++) {
            z = 31 * z + key.charAt(i);
        }
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}
