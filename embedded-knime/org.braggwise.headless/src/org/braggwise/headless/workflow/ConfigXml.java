// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.headless.workflow;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.XMLConstants;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.parsers.SAXParser;
import javax.xml.parsers.SAXParserFactory;

import org.braggwise.headless.text.Reason;
import org.xml.sax.Attributes;
import org.xml.sax.InputSource;
import org.xml.sax.Locator;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;
import org.xml.sax.helpers.DefaultHandler;

/**
 * Reads and writes KNIME's XML settings files (namespace {@code http://www.knime.org/2008/09/XMLConfig}): settings.xml, workflow.knime.
 * The files come from strangers: a document type (and with it every external entity and every entity bomb) is refused, and so are
 * files of more than 256 MiB and trees of more than 200 levels.
 */
public final class ConfigXml {

    private static final String NAMESPACE = "http://www.knime.org/2008/09/XMLConfig";
    private static final long MAX_BYTES = 256L << 20;
    private static final int MAX_DEPTH = 200;

    /** KNIME writes control characters, which XML 1.0 cannot hold, as two per cent signs and five decimal digits. */
    private static final Pattern ESCAPED = Pattern.compile("%%(\\d{5})");

    private ConfigXml() {}

    /**
     * @param file to read
     * @return what is in its root tree
     * @throws WorkflowException naming file, line and what is wrong
     */
    public static Config read(Path file) throws WorkflowException {
        try {
            long bytes = Files.size(file);
            if (bytes > MAX_BYTES) {
                throw new WorkflowException(file + ": " + (bytes >> 20) + " MiB; a settings file has at most "
                        + (MAX_BYTES >> 20) + " MiB. Refused.");
            }
            try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
                return read(in, file.toString());
            }
        } catch (IOException e) {
            throw new WorkflowException(file + ": cannot be read: " + Reason.of(e) + ".", e);
        }
    }

    /**
     * @param in the file's bytes; not closed
     * @param source its name in messages
     * @return what is in its root tree
     * @throws WorkflowException naming source, line and what is wrong
     * @throws IOException from the stream
     */
    public static Config read(InputStream in, String source) throws WorkflowException, IOException {
        Handler handler = new Handler();
        try {
            parser().parse(new InputSource(in), handler);
        } catch (SAXParseException e) {
            throw new WorkflowException(
                    source + ", line " + e.getLineNumber() + ": not a KNIME settings file: " + e.getMessage(), e);
        } catch (SAXException e) {
            throw new WorkflowException(source + ": not a KNIME settings file: " + e.getMessage(), e);
        }
        return handler.m_root;
    }

    private static SAXParser parser() throws SAXException {
        try {
            SAXParserFactory factory = SAXParserFactory.newDefaultInstance();
            factory.setNamespaceAware(true);
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            factory.setFeature("http://xml.org/sax/features/external-general-entities", false);
            factory.setFeature("http://xml.org/sax/features/external-parameter-entities", false);
            factory.setXIncludeAware(false);
            return factory.newSAXParser();
        } catch (ParserConfigurationException e) {
            throw new SAXException(e);
        }
    }

    private static final class Handler extends DefaultHandler {

        private final Deque<Config> m_open = new ArrayDeque<>();
        private Config m_root;
        private Locator m_locator;

        @Override
        public void setDocumentLocator(Locator locator) {
            m_locator = locator;
        }

        @Override
        public void startElement(String uri, String name, String qualified, Attributes attributes) throws SAXException {
            boolean config = name.equals("config");
            if (!config && !(name.equals("entry") && !m_open.isEmpty())) {
                throw wrong("found the element \"" + qualified + "\", expected "
                        + (m_open.isEmpty() ? "config" : "config or entry") + ".");
            }
            String key = required(attributes, "key", "");
            if (!m_open.isEmpty() && m_open.peek().item(key).isPresent()) {
                throw wrong("the key \"" + key + "\" comes twice.");
            }
            if (config) {
                if (m_open.size() >= MAX_DEPTH) {
                    throw wrong("more than " + MAX_DEPTH + " levels of config.");
                }
                Config tree = new Config();
                if (m_open.isEmpty()) {
                    m_root = tree;
                } else {
                    m_open.peek().put(key, tree);
                }
                m_open.push(tree);
            } else {
                boolean isNull = "true".equals(attributes.getValue("isnull"));
                String value = required(attributes, "value", key);
                m_open.peek()
                        .put(key, new Config.Entry(required(attributes, "type", key), isNull ? null : unescape(value)));
            }
        }

        @Override
        public void endElement(String uri, String name, String qualified) {
            if (name.equals("config")) {
                m_open.pop();
            }
        }

        private String required(Attributes attributes, String name, String key) throws SAXException {
            String value = attributes.getValue(name);
            if (value == null) {
                throw wrong("the attribute \"" + name + "\" is missing"
                        + (key.isEmpty() ? "" : " at the key \"" + key + "\"") + ".");
            }
            return value;
        }

        private SAXException wrong(String message) {
            return new SAXParseException(message, m_locator);
        }
    }

    /**
     * @param config to write
     * @param key the name of the root tree: the file's name
     * @return the file's bytes, indented as KNIME does
     */
    public static byte[] write(Config config, String key) {
        StringBuilder text = new StringBuilder();
        text.append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<config xmlns=\"")
                .append(NAMESPACE)
                .append("\" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:schemaLocation=\"")
                .append(NAMESPACE)
                .append(" http://www.knime.org/XMLConfig_2008_09.xsd\" key=\"")
                .append(attribute(key))
                .append("\">\n");
        items(config, 1, text);
        return text.append("</config>\n").toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void items(Config config, int depth, StringBuilder text) {
        for (String key : config.keys()) {
            text.append("    ".repeat(depth));
            Config.Item item = config.item(key).orElseThrow();
            if (item instanceof Config.Entry entry) {
                text.append("<entry key=\"")
                        .append(attribute(key))
                        .append("\" type=\"")
                        .append(attribute(entry.type()));
                text.append(entry.value() == null ? "\" isnull=\"true\" value=\"" : "\" value=\"");
                text.append(entry.value() == null ? "" : attribute(escape(entry.value())))
                        .append("\"/>\n");
            } else if (item instanceof Config.Tree tree && tree.config().isEmpty()) {
                text.append("<config key=\"").append(attribute(key)).append("\"/>\n");
            } else if (item instanceof Config.Tree tree) {
                text.append("<config key=\"").append(attribute(key)).append("\">\n");
                items(tree.config(), depth + 1, text);
                text.append("    ".repeat(depth)).append("</config>\n");
            }
        }
    }

    private static String attribute(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    private static String escape(String text) {
        StringBuilder escaped = new StringBuilder(text.length());
        Matcher looksEscaped = ESCAPED.matcher(text);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean ambiguous =
                    c == '%' && looksEscaped.region(i, text.length()).lookingAt();
            if (c < ' ' || c >= 0x7f && c < 0xa0 || c == 0xfffe || c == 0xffff || ambiguous) {
                escaped.append(String.format("%%%%%05d", (int) c));
            } else {
                escaped.append(c);
            }
        }
        return escaped.toString();
    }

    private static String unescape(String text) {
        if (!text.contains("%%")) {
            return text;
        }
        return ESCAPED.matcher(text).replaceAll(m -> {
            int code = Integer.parseInt(m.group(1));
            return Matcher.quoteReplacement(code <= Character.MAX_VALUE ? String.valueOf((char) code) : m.group());
        });
    }
}
