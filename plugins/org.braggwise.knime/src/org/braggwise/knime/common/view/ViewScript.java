// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.knime.common.view;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Puts the views' JavaScript modules into one script, since a page that KNIME or a report shows can load no others. A module becomes the
 * scope of a function, its exports the object that the function returns; what it imports stands before it. The modules keep to the forms
 * that this takes: {@code import { names } from "./file.mjs";} and {@code export} before a function, constant or class.
 */
final class ViewScript {

    private static final Pattern IMPORT =
            Pattern.compile("^import (\\{[^}]*\\}) from \"([^\"]+)\";$", Pattern.MULTILINE);
    private static final Pattern EXPORT =
            Pattern.compile("^export (?=(?:async )?(?:function|const|class) (\\w+))", Pattern.MULTILINE);

    private ViewScript() {}

    /**
     * Puts a script together.
     *
     * @param module path of the module that needs all others
     * @param read from a module's path to its text
     * @param seen modules that stand in the script already; those of this one are added
     * @return the script
     */
    static String of(String module, UnaryOperator<String> read, Set<String> seen) {
        if (!seen.add(module)) {
            return "";
        }
        String text = read.apply(module);
        StringBuilder script = new StringBuilder();
        for (MatchResult wanted : IMPORT.matcher(text).results().toList()) {
            script.append(of(from(module, wanted), read, seen));
        }
        List<String> exported = new ArrayList<>();
        EXPORT.matcher(text).results().forEach(m -> exported.add(m.group(1)));
        String body = IMPORT.matcher(text)
                .replaceAll(m -> Matcher.quoteReplacement("const " + m.group(1) + " = " + name(from(module, m)) + ";"));
        return script.append("const ")
                .append(name(module))
                .append(" = (() => {\n")
                .append(EXPORT.matcher(body).replaceAll(""))
                .append("return { ")
                .append(String.join(", ", exported))
                .append(" };\n})();\n")
                .toString();
    }

    private static String from(String module, MatchResult wanted) {
        return URI.create(module).resolve(wanted.group(2)).normalize().getPath();
    }

    private static String name(String module) {
        return "$" + module.replaceFirst("\\.mjs$", "").replaceAll("\\W", "_");
    }
}
