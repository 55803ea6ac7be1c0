// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.core.node.config.base;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** Reads the settings that KNIME or {@link ConfigXmlWriter} wrote. */
final class ConfigXmlReader {

    private static final Set<String> TYPES = Set.of(
            "xboolean",
            "xbyte",
            "xchar",
            "xdouble",
            "xfloat",
            "xint",
            "xlong",
            "xshort",
            "xstring",
            "xpassword",
            "xtransientstring");
    private static final Pattern ESCAPED = Pattern.compile("%%(\\d{5})");

    private ConfigXmlReader() {}

    /** @throws IOException naming line and key of what is no setting */
    static void read(ConfigBase config, InputStream in) throws IOException {
        XMLInputFactory factory = XMLInputFactory.newFactory();
        // a settings file from anywhere must not make us read other files
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        try {
            XMLStreamReader xml = factory.createXMLStreamReader(in, "UTF-8");
            Deque<ConfigBase> open = new ArrayDeque<>();
            while (xml.hasNext()) {
                int event = xml.next();
                if (event == XMLStreamConstants.START_ELEMENT) {
                    start(xml, config, open);
                } else if (event == XMLStreamConstants.END_ELEMENT && "config".equals(xml.getLocalName())) {
                    open.pop();
                }
            }
        } catch (XMLStreamException e) {
            throw new IOException("The settings are no readable XML: " + e.getMessage(), e);
        }
    }

    private static void start(XMLStreamReader xml, ConfigBase root, Deque<ConfigBase> open) throws IOException {
        String name = xml.getLocalName();
        String key = xml.getAttributeValue(null, "key");
        String where = "line " + xml.getLocation().getLineNumber();
        if (key == null) {
            throw new IOException("The <" + name + "> in " + where + " has no key.");
        }
        if ("config".equals(name)) {
            if (open.isEmpty()) {
                root.setKey(key);
                open.push(root);
            } else {
                open.push(open.peek().addConfigBase(key));
            }
        } else if ("entry".equals(name) && !open.isEmpty()) {
            entry(xml, key, where, open.peek());
        } else {
            throw new IOException("Found <" + name + "> in " + where + ", expected <config> or <entry>.");
        }
    }

    private static void entry(XMLStreamReader xml, String key, String where, ConfigBase config) throws IOException {
        String type = xml.getAttributeValue(null, "type");
        if (type == null || !TYPES.contains(type)) {
            throw new IOException("Invalid type '" + type + "' for key \"" + key + "\" in " + where
                    + ", expected one of " + TYPES + ".");
        }
        String value = "true".equals(xml.getAttributeValue(null, "isnull"))
                ? null
                : unescaped(xml.getAttributeValue(null, "value"));
        try {
            check(type, value);
        } catch (IllegalArgumentException e) {
            throw new IOException(
                    "Found \"" + value + "\" for key \"" + key + "\" in " + where + ", expected a value of type " + type
                            + ".",
                    e);
        }
        config.putScalar(key, type, value);
    }

    private static void check(String type, String value) {
        switch (type) {
            case "xint":
                Integer.parseInt(value);
                break;
            case "xlong":
                Long.parseLong(value);
                break;
            case "xfloat":
                Float.parseFloat(String.valueOf(value));
                break;
            case "xdouble":
                Double.parseDouble(String.valueOf(value));
                break;
            case "xboolean":
                if (!"true".equals(value) && !"false".equals(value)) {
                    throw new IllegalArgumentException(value);
                }
                break;
            default:
                break;
        }
    }

    private static String unescaped(String s) {
        return s == null
                ? null
                : ESCAPED.matcher(s)
                        .replaceAll(
                                m -> Matcher.quoteReplacement(Character.toString((char) Integer.parseInt(m.group(1)))));
    }
}
