// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.embedded;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** What plug-ins declare at extension points; nothing where there is no Eclipse to ask. */
final class Extensions {

    private Extensions() {
    }

    static List<Supplier<PortTypes.Declaration>> portTypes() {
        return new ArrayList<>();
    }
}
