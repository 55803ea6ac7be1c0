// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.knime.common.table;

import java.util.HashSet;
import java.util.Set;

import org.knime.core.data.RowKey;

/**
 * Row keys for a table whose keys are put together from others, so that two may come out the same: augmenting augmented patterns, say.
 * KNIME ends a node at a doubled key, and with it the work of hours; here the second gets a number.
 */
public final class UniqueKeys {

    private final Set<String> m_taken = new HashSet<>();

    /** @return the key that is wanted, or where it is taken the first free one of "wanted (2)", "wanted (3)" and so on */
    public RowKey of(String wanted) {
        String key = wanted;
        for (int n = 2; !m_taken.add(key); n++) {
            key = wanted + " (" + n + ")";
        }
        return new RowKey(key);
    }
}
