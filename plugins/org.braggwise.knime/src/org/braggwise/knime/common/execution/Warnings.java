// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.knime.common.execution;

import java.util.Arrays;
import java.util.List;

import org.knime.node.DefaultModel.ExecuteOutput;

/** The one warning that a node can show, made of what several parts of it have to say. */
public final class Warnings {

    private Warnings() {}

    /** @param sentences in the order to be said, a line each; null or empty where there is nothing to say */
    public static void set(ExecuteOutput out, String... sentences) {
        String warning = joined("\n", sentences);
        if (!warning.isEmpty()) {
            out.setWarningMessage(warning);
        }
    }

    /** @return those that say something, as one text; empty where none does */
    public static String sentences(String... sentences) {
        return joined(" ", sentences);
    }

    private static String joined(String between, String... sentences) {
        List<String> said =
                Arrays.stream(sentences).filter(s -> s != null && !s.isEmpty()).toList();
        StringBuilder text = new StringBuilder();
        for (String sentence : said) {
            boolean open = text.length() > 0 && ".!?)".indexOf(text.charAt(text.length() - 1)) < 0;
            text.append(open ? "." : "")
                    .append(text.length() > 0 ? between : "")
                    .append(sentence);
        }
        return text.toString();
    }
}
