// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.diffraction.file;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * An XML element by its local name, parsed with no document type, no entities of its own, nothing from outside, and bounded depth and
 * size: a pattern file needs none of these, and an attack does.
 */
final class XmlElement {

    private static final int MAX_DEPTH = 100;
    private static final int MAX_ELEMENTS = 2_500_000;
    /** More than the longest list of numbers that a scan may have. */
    private static final int MAX_TEXT = 32 << 20;

    private final String m_name;
    private final int m_line;
    private final Map<String, String> m_attributes;
    private final List<XmlElement> m_children = new ArrayList<>(2);
    private final StringBuilder m_text = new StringBuilder(0);
    private boolean m_complete;

    private XmlElement(String name, int line, Map<String, String> attributes) {
        m_name = name;
        m_line = line;
        m_attributes = attributes;
    }

    /**
     * @throws PatternFileException with the line, where the bytes are no well-formed XML or bring a document type
     */
    static XmlElement parse(byte[] xml, String source) {
        return parse(xml, source, e -> {
            throw e;
        });
    }

    /**
     * @param broken is told where well-formed XML ends, if it does: the elements up to there are kept, and those that were open are not
     *     {@linkplain #complete() complete}
     * @throws PatternFileException as {@link #parse(byte[], String)} for a document type, or where nothing was well-formed
     */
    static XmlElement parse(byte[] xml, String source, Consumer<PatternFileException> broken) {
        Deque<XmlElement> open = new ArrayDeque<>();
        XmlElement root = null;
        int elements = 0;
        try {
            XMLStreamReader reader = factory().createXMLStreamReader(new ByteArrayInputStream(xml));
            while (reader.hasNext()) {
                int event = reader.next();
                int line = reader.getLocation().getLineNumber();
                if (event == XMLStreamConstants.DTD || event == XMLStreamConstants.ENTITY_REFERENCE) {
                    throw PatternFileException.atLine(
                            source,
                            line,
                            event == XMLStreamConstants.DTD ? "a document type (DOCTYPE)" : "an entity reference",
                            "plain XML",
                            "Such declarations are refused: pattern files have none.");
                } else if (event == XMLStreamConstants.START_ELEMENT) {
                    if (++elements > MAX_ELEMENTS || open.size() >= MAX_DEPTH) {
                        throw PatternFileException.atLine(
                                source,
                                line,
                                "more than " + MAX_ELEMENTS + " elements or " + MAX_DEPTH + " levels",
                                "a pattern file",
                                "");
                    }
                    XmlElement element = start(reader, line);
                    if (open.isEmpty()) {
                        root = element;
                    } else {
                        open.peek().m_children.add(element);
                    }
                    open.push(element);
                } else if (event == XMLStreamConstants.END_ELEMENT) {
                    open.pop().m_complete = true;
                } else if ((event == XMLStreamConstants.CHARACTERS || event == XMLStreamConstants.CDATA)
                        && !open.isEmpty()
                        && !reader.isWhiteSpace()) {
                    open.peek().append(reader.getText(), source);
                }
            }
        } catch (XMLStreamException | RuntimeException e) {
            if (e instanceof PatternFileException p) {
                throw p;
            }
            PatternFileException why = notWellFormed(e, source);
            if (root == null) {
                throw why;
            }
            broken.accept(why);
            return mended(xml, source, open, root);
        }
        if (root == null) {
            throw PatternFileException.in(source, "no XML element", "well-formed XML", "");
        }
        return root;
    }

    /** The parser keeps the text of an element back until its end: what a file that was cut still holds is read with the ends put to it. */
    private static XmlElement mended(byte[] xml, String source, Deque<XmlElement> open, XmlElement soFar) {
        int end = xml.length;
        for (int i = xml.length - 1; i >= 0 && xml[i] != '>'; i--) {
            end = xml[i] == '<' ? i : end;
        }
        StringBuilder ends = new StringBuilder();
        open.forEach(e -> ends.append("</").append(e.m_name).append('>'));
        byte[] closing = ends.toString().getBytes(StandardCharsets.UTF_8);
        byte[] whole = Arrays.copyOf(xml, end + closing.length);
        System.arraycopy(closing, 0, whole, end, closing.length);
        try {
            XmlElement root = parse(whole, source);
            XmlElement cut = root;
            for (int depth = 0; depth < open.size(); depth++) {
                cut.m_complete = false;
                cut = cut.m_children.isEmpty() ? cut : cut.m_children.get(cut.m_children.size() - 1);
            }
            return root;
        } catch (PatternFileException e) {
            return soFar; // it is not cut, but damaged
        }
    }

    private static XMLInputFactory factory() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, Boolean.FALSE);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, Boolean.FALSE);
        factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, Boolean.FALSE);
        factory.setXMLResolver((publicId, systemId, base, namespace) -> {
            throw new XMLStreamException("nothing outside the file is read");
        });
        return factory;
    }

    private static XmlElement start(XMLStreamReader reader, int line) {
        Map<String, String> attributes = new HashMap<>(4);
        for (int i = 0; i < reader.getAttributeCount(); i++) {
            attributes.put(reader.getAttributeLocalName(i), reader.getAttributeValue(i));
        }
        return new XmlElement(reader.getLocalName(), line, attributes);
    }

    private void append(String text, String source) {
        if (m_text.length() + text.length() > MAX_TEXT) {
            throw ScanBuilder.tooLong(source, m_line);
        }
        m_text.append(text);
    }

    private static PatternFileException notWellFormed(Exception e, String source) {
        int line = e instanceof XMLStreamException x && x.getLocation() != null
                ? x.getLocation().getLineNumber()
                : 0;
        String message = String.valueOf(e.getMessage())
                .replaceAll("(?s).*Message:\\s*", "")
                .strip();
        return PatternFileException.atLine(
                        source, line, "broken XML (" + message + ")", "well-formed XML", "The file may be cut short.")
                .causedBy(e);
    }

    /** @return whether the file holds the element's end */
    boolean complete() {
        return m_complete;
    }

    String name() {
        return m_name;
    }

    int line() {
        return m_line;
    }

    String text() {
        return m_text.toString().strip();
    }

    /** @return the attribute, "" where there is none */
    String attribute(String name) {
        return m_attributes.getOrDefault(name, "");
    }

    List<XmlElement> children() {
        return m_children;
    }

    /** @return direct children of that name */
    List<XmlElement> children(String name) {
        return m_children.stream().filter(c -> c.m_name.equals(name)).toList();
    }

    /** @return the first direct child of that name, or null */
    XmlElement child(String name) {
        for (XmlElement c : m_children) {
            if (c.m_name.equals(name)) {
                return c;
            }
        }
        return null;
    }

    /** @return every descendant of that name, in document order */
    List<XmlElement> descendants(String name) {
        List<XmlElement> found = new ArrayList<>();
        collect(name, found);
        return found;
    }

    /** @return the first descendant of that name, or null */
    XmlElement descendant(String name) {
        for (XmlElement c : m_children) {
            if (c.m_name.equals(name)) {
                return c;
            }
            XmlElement d = c.descendant(name);
            if (d != null) {
                return d;
            }
        }
        return null;
    }

    private void collect(String name, List<XmlElement> found) {
        for (XmlElement c : m_children) {
            if (c.m_name.equals(name)) {
                found.add(c);
            }
            c.collect(name, found);
        }
    }
}
