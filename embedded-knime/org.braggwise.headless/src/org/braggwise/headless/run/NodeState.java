// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.headless.run;

/** How far a node is; the names stand in run.json. */
public enum NodeState {
    /** Settings or inputs do not fit yet, or an input is not connected. */
    IDLE("not configured"),
    /** Ready to run. */
    CONFIGURED("configured"),
    /** At work. */
    EXECUTING("executing"),
    /** Its results are there. */
    EXECUTED("executed"),
    /** Its configuration or its execution failed. */
    FAILED("failed"),
    /** The user cancelled while it ran. */
    CANCELLED("cancelled"),
    /** Not started: a node before it is not executed, or the user cancelled. */
    NOT_EXECUTED("not executed");

    private final String m_label;

    NodeState(String label) {
        m_label = label;
    }

    /** @return in words */
    public String label() {
        return m_label;
    }
}
