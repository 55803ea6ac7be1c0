// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.spark.preflight;

/** Makes places that no executor has seen. */
public final class Places {

    private Places() {}

    public static Place of(String host, String java, String processor, boolean folderSeen) {
        return new Place(host, java, Look.feature(java), processor, folderSeen);
    }
}
