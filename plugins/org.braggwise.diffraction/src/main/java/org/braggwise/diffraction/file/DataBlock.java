// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.diffraction.file;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * One data block of a CIF: its items with their values, names in lower case and with underscores for the dots of newer dictionaries.
 *
 * @param name of the block
 * @param items by name; those of a loop have as many values as it has rows
 * @param damage why the block can't be read; null where it can
 * @param cutAtLine where the file ends inside a row of a loop, 1-based; 0 where it is whole. The cut row is left out.
 */
record DataBlock(String name, Map<String, Item> items, PatternFileException damage, int cutAtLine) {

    /** A loop has a dozen items at most, and the longest scans some ten thousand points. */
    private static final int MAX_VALUES = 3 * ScanBuilder.MAX_POINTS;

    /** The values of one item and the line where its first value stands. */
    record Item(List<String> values, int line) {}

    /** @return the item, or null */
    Item item(String itemName) {
        return items.get(itemName);
    }

    /** @return the one value of an item, "" where there is none or several */
    String single(String itemName) {
        Item item = items.get(itemName);
        return item == null || item.values.size() != 1 ? "" : item.values.get(0);
    }

    /** @return the blocks of a file, whatever each of them holds */
    static List<DataBlock> of(String text, String source) {
        return new Parser(text, source).blocks();
    }

    private static final class Parser {
        private final CifWords m_words;
        private final String m_source;
        private final List<DataBlock> m_blocks = new ArrayList<>();
        private Map<String, Item> m_items = new LinkedHashMap<>();
        private String m_name = "";
        private PatternFileException m_damage;
        private int m_cut;

        Parser(String text, String source) {
            m_words = new CifWords(text, source);
            m_source = source;
        }

        List<DataBlock> blocks() {
            boolean inBlock = false;
            try {
                while (m_words.next()) {
                    String word = m_words.word();
                    String lower = m_words.quoted() ? "" : word.toLowerCase(Locale.ROOT);
                    if (lower.startsWith("data_")) {
                        if (inBlock) {
                            m_blocks.add(new DataBlock(m_name, m_items, m_damage, 0));
                        }
                        inBlock = true;
                        m_damage = null;
                        m_items = new LinkedHashMap<>();
                        m_name = word.substring(5);
                    } else if (lower.equals("loop_")) {
                        loop();
                    } else if (lower.startsWith("_")) {
                        item(lower);
                    }
                }
            } catch (PatternFileException e) {
                // the words themselves end here; the blocks before this one are whole
                m_damage = e;
            }
            if (inBlock || m_damage != null) {
                m_blocks.add(new DataBlock(m_name, m_items, m_damage, m_cut));
            }
            return m_blocks;
        }

        private void item(String lower) {
            int line = m_words.line();
            if (!m_words.next() || m_words.isTag() || m_words.isKeyword()) {
                m_words.back();
            } else {
                m_items.put(lower.replace('.', '_'), new Item(List.of(m_words.word()), line));
            }
        }

        private void loop() {
            List<String> names = new ArrayList<>();
            int start = m_words.line();
            while (m_words.next()) {
                if (!m_words.isTag()) {
                    m_words.back();
                    break;
                }
                names.add(m_words.word().toLowerCase(Locale.ROOT).replace('.', '_'));
            }
            if (names.isEmpty()) {
                m_damage = PatternFileException.atLine(m_source, start, "loop_ without items", "item names", "");
                return;
            }
            List<List<String>> columns = new ArrayList<>();
            names.forEach(n -> columns.add(new ArrayList<>()));
            int first = 0;
            int count = 0;
            boolean end = true;
            while (m_words.next()) {
                if (m_words.isTag() || m_words.isKeyword()) {
                    m_words.back();
                    end = false;
                    break;
                }
                if (count == MAX_VALUES) {
                    throw ScanBuilder.tooLong(m_source, m_words.line());
                }
                first = first == 0 ? m_words.line() : first;
                columns.get(count++ % names.size()).add(m_words.word());
            }
            if (count % names.size() != 0) {
                if (!end || count < names.size()) {
                    m_damage = PatternFileException.atLine(
                            m_source,
                            m_words.line(),
                            count + " values in the loop of line " + start,
                            "a multiple of its " + names.size() + " items",
                            "The file is cut short or a value has a blank without quotes.");
                    return;
                }
                m_cut = m_words.line();
                int rows = count / names.size();
                columns.forEach(c -> c.subList(rows, c.size()).clear());
            }
            for (int i = 0; i < names.size(); i++) {
                m_items.put(names.get(i), new Item(columns.get(i), first));
            }
        }
    }
}
