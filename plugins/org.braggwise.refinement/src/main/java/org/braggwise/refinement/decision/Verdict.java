// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.refinement.decision;

/** Whether an answer holds. */
public enum Verdict {
    /** A refined structure leaves nothing of the pattern to explain. */
    SOLVED,
    /** No structure explains all, but one answer is much more probable than the others. */
    LIKELY,
    /** Several answers remain. */
    NOT_SOLVED
}
