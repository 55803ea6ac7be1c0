// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.core.node.config.base;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;

/** Writes settings as KNIME does: an entry a line, four blanks a level, characters that XML has no place for as %% and five digits. */
final class ConfigXmlWriter {

    private static final String NAMESPACES = "xmlns=\"http://www.knime.org/2008/09/XMLConfig\""
            + " xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\""
            + " xsi:schemaLocation=\"http://www.knime.org/2008/09/XMLConfig http://www.knime.org/XMLConfig_2008_09.xsd\" ";

    private final Writer m_out;

    private ConfigXmlWriter(Writer out) {
        m_out = out;
    }

    /** Closes the stream. */
    static void write(ConfigBase config, OutputStream os) throws IOException {
        try (Writer out = new BufferedWriter(new OutputStreamWriter(os, StandardCharsets.UTF_8))) {
            out.write("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
            new ConfigXmlWriter(out).config(config, "", NAMESPACES);
        }
    }

    private void config(ConfigBase config, String indent, String attributes) throws IOException {
        m_out.write(indent + "<config " + attributes + "key=\"" + quoted(config.getKey()) + "\"");
        if (config.keySet().isEmpty()) {
            m_out.write("/>\n");
            return;
        }
        m_out.write(">\n");
        String inner = indent + "    ";
        for (AbstractConfigEntry e : config.entries()) {
            if (e instanceof ScalarEntry s) {
                entry(s, inner);
            } else {
                config((ConfigBase) e, inner, "");
            }
        }
        m_out.write(indent + "</config>\n");
    }

    private void entry(ScalarEntry e, String indent) throws IOException {
        String value = e.value();
        m_out.write(indent + "<entry key=\"" + quoted(e.getKey()) + "\" type=\"" + e.type() + "\""
                + (value == null
                        ? " isnull=\"true\" value=\"\"/>\n"
                        : " value=\"" + quoted(escaped(value)) + "\"/>\n"));
    }

    private static String quoted(String s) {
        return s.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;");
    }

    private static String escaped(String s) {
        var text = new StringBuilder(s.length());
        for (int i = 0; i < s.length(); i++) {
            char c = s.charAt(i);
            if (c < 0x20 || c > 0xd7ff || c == '%' && i + 1 < s.length() && s.charAt(i + 1) == '%') {
                text.append(String.format("%%%%%05d", (int) c));
            } else {
                text.append(c);
            }
        }
        return text.toString();
    }
}
