// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.learning.explanation;

/** Which number of the network an explanation adds up to. */
public enum ExplainedOutput {
    /** The class's logit, before temperature and softmax. */
    LOGIT,
    /** The class's probability, after the temperature of all patterns and softmax. A temperature that goes with the doubt is not looked at. */
    PROBABILITY
}
