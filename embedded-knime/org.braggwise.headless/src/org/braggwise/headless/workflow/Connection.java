// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.headless.workflow;

/**
 * One line between two nodes. Data ports count from 1; port 0 is the hidden flow-variable port that every node has.
 *
 * @param source id of the node that it starts at
 * @param sourcePort output port there
 * @param dest id of the node that it ends at
 * @param destPort input port there
 */
public record Connection(int source, int sourcePort, int dest, int destPort) {

    /** @return whether it carries flow variables: for the order of execution only, as no node here makes flow variables */
    public boolean flowVariables() {
        return sourcePort == 0 || destPort == 0;
    }

    @Override
    public String toString() {
        return source + ":" + sourcePort + " -> " + dest + ":" + destPort;
    }
}
