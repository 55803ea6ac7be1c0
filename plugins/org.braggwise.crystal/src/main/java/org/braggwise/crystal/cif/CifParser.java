// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.crystal.cif;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.regex.Pattern;

import org.braggwise.crystal.cif.CifTokenizer.Kind;
import org.braggwise.crystal.cif.CifTokenizer.Token;

/** Makes data blocks of tokens. Whatever does not fit is reported and stepped over; every step takes at least one token. */
final class CifParser {

    /** Tags whose values are texts with spaces, and never several numbers. */
    private static final Pattern UNQUOTED = Pattern.compile(
            "name_h-m|name_hall|ssg_name|name_bns|chemical_formula|chemical_name|equiv_pos_as_xyz|operation_xyz");

    private final CifTokenizer m_tokens;
    private final CifLog m_log;
    private final List<CifBlock> m_blocks = new ArrayList<>();
    private final Set<String> m_names = new HashSet<>();
    private CifBlock m_block;
    private Token m_next;

    private CifParser(String text, CifLog log) {
        m_tokens = new CifTokenizer(text, log);
        m_log = log;
        m_next = m_tokens.next();
    }

    static List<CifBlock> parse(String text, CifLog log) {
        CifParser p = new CifParser(text, log);
        while (p.m_next.kind() != Kind.END) {
            p.step();
        }
        return p.m_blocks;
    }

    private Token take() {
        if (Thread.currentThread().isInterrupted()) {
            throw new CancellationException("Reading was interrupted.");
        }
        Token t = m_next;
        m_next = m_tokens.next();
        return t;
    }

    private void step() {
        Token t = take();
        switch (t.kind()) {
            case DATA -> open(t.value().text(), t.line());
            case TAG -> item(t);
            case LOOP -> loop(t);
            case VALUE -> stray(t);
            case GLOBAL -> m_log.info(
                    t.line(),
                    "keyword",
                    "\"global_\"",
                    "a data block (CIF 1.1 keeps the word out)",
                    "that it can be passed over");
            case STOP -> m_log.info(
                    t.line(),
                    "keyword",
                    "\"stop_\"",
                    "no such word outside a nested loop",
                    "that it can be passed over");
            case SAVE -> m_log.info(
                    t.line(),
                    "keyword",
                    "\"save_" + t.value().text() + "\"",
                    "no save frames in a data file",
                    "that its items belong to the block");
            default -> throw new IllegalStateException("token " + t.kind());
        }
    }

    private void open(String name, int line) {
        if (!m_names.add(name.toLowerCase(java.util.Locale.ROOT))) {
            m_log.info(
                    line,
                    "block-name",
                    "a second block \"" + name + "\"",
                    "a name of its own for each block",
                    "a block of its own");
        }
        m_block = new CifBlock(name, line);
        m_blocks.add(m_block);
    }

    private CifBlock block(int line) {
        if (m_block == null) {
            m_log.warning(
                    line,
                    "no-data-block",
                    "data before the first \"data_\"",
                    "\"data_NAME\" at the start",
                    "a block without name");
            open("", line);
        }
        return m_block;
    }

    private void item(Token tag) {
        CifBlock block = block(tag.line());
        String key = CifBlock.key(tag.value().text());
        if (m_next.kind() != Kind.VALUE) {
            m_log.warning(
                    tag.line(),
                    "value-missing",
                    "\"" + tag.value().text() + "\" without a value",
                    "a value after the name",
                    "\"?\"");
            return;
        }
        CifValue value = item(key, take().value());
        CifValue old = block.items().putIfAbsent(key, value);
        if (old != null && !old.text().equals(value.text())) {
            m_log.warning(
                    tag.line(),
                    "tag-repeated",
                    "\"" + tag.value().text() + "\" a second time with another value",
                    "each name once in a block",
                    "the first value, \"" + old.text() + "\" of line " + old.line());
        }
    }

    /** A symbol, a formula or an operation that lacks its quotes goes on to the end of its line; so does an uncertainty after a space. */
    private CifValue item(String key, CifValue first) {
        boolean text = UNQUOTED.matcher(key).find();
        CifValue value = first;
        while (!value.quoted()
                && m_next.kind() == Kind.VALUE
                && !m_next.value().quoted()
                && m_next.line() == first.line()
                && (text || m_next.value().text().matches("\\(\\d+\\)"))) {
            value = new CifValue(value.text() + " " + take().value().text(), first.line(), false);
        }
        if (value != first) {
            m_log.info(
                    first.line(),
                    "quotes-missing",
                    CifLog.quote(value) + " without quotes",
                    "quotes around a value with spaces",
                    "the rest of the line as the value");
        }
        return value;
    }

    private void stray(Token first) {
        int count = 1;
        while (m_next.kind() == Kind.VALUE) {
            take();
            count++;
        }
        m_log.warning(
                first.line(),
                "value-stray",
                count + (count == 1 ? " value" : " values") + " that belong to no name, from "
                        + CifLog.quote(first.value()),
                "one value after a name (quotes around a value with spaces)",
                "that they can be passed over");
    }

    private void loop(Token start) {
        CifBlock block = block(start.line());
        Set<String> tags = new LinkedHashSet<>();
        List<String> columns = new ArrayList<>();
        while (m_next.kind() == Kind.TAG) {
            String key = CifBlock.key(take().value().text());
            if (!tags.add(key)) {
                m_log.warning(
                        start.line(),
                        "loop-column-repeated",
                        "column \"" + key + "\" twice",
                        "each name once in a loop",
                        "the first of the two");
            }
            columns.add(key);
        }
        List<CifValue> values = new ArrayList<>();
        while (m_next.kind() == Kind.VALUE) {
            values.add(take().value());
        }
        if (tags.isEmpty()) {
            m_log.warning(
                    start.line(),
                    "loop-empty",
                    "a loop without column names",
                    "names after \"loop_\"",
                    "that it can be passed over");
            return;
        }
        CifLoop loop = new CifLoop(start.line(), columns, UnquotedOperations.joined(columns, values));
        if (values.isEmpty()) {
            m_log.info(
                    start.line(),
                    "loop-empty",
                    "a loop of " + columns.size() + " columns without values",
                    "at least one row",
                    "that it can be passed over");
        } else if (!loop.complete()) {
            String found = values.size() + " values for " + columns.size() + " columns from \"" + columns.get(0) + "\"";
            m_log.warning(
                    start.line(), "loop-length", found, "a multiple of the number of columns", "the complete rows");
        }
        block.add(loop);
    }
}
