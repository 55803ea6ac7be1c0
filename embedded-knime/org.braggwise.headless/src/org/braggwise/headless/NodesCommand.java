// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.headless;

import org.braggwise.headless.nodes.NodeCatalog;
import org.braggwise.headless.nodes.NodeReference;

/** {@code braggwise nodes}: what is installed. */
final class NodesCommand {

    private final CommandLine m_line;
    private final NodeCatalog m_catalog;
    private final Surroundings m_around;

    NodesCommand(CommandLine line, NodeCatalog catalog, Surroundings around) {
        m_line = line;
        m_catalog = catalog;
        m_around = around;
    }

    int run() throws ReflectiveOperationException {
        NodeReference reference = new NodeReference(m_catalog);
        m_around.out().print(m_line.markdown() ? reference.markdown() : reference.text());
        m_around.out().flush();
        return ExitCode.EXECUTED;
    }
}
