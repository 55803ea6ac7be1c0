// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.knime.common.view;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HashSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.braggwise.crystal.SharedExecution;
import org.knime.core.data.DataColumnSpecCreator;
import org.knime.core.data.DataRow;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.RowKey;
import org.knime.core.data.StringValue;
import org.knime.core.data.container.CloseableRowIterator;
import org.knime.core.data.def.DefaultRow;
import org.knime.core.data.def.StringCell;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.ExecutionContext;
import org.knime.core.node.port.PortObject;
import org.knime.node.DefaultView.ViewInput;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/**
 * A view sees only what its node's execution stored. Every node of ours stores one JSON text, cut into rows of an internal table
 * (one cell of many megabytes would be slow to load), and every page reads the same.
 */
public final class ViewPayload {

    /**
     * Characters that a view in KNIME shows at most. KNIME hands the payload on as one JSON text, of which its JSON library takes 20
     * million characters; and a page that takes longer than a moment to draw is a nuisance.
     */
    private static final long CHARACTERS = 8_000_000;

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern INCLUDE = Pattern.compile("/\\*(include|modules):([^*]+)\\*/");
    private static final Pattern SCRIPT = Pattern.compile("<script[^>]*>(.*?)</script>", Pattern.DOTALL);
    private static final int CHUNK = 1 << 18;
    /** KNIME keeps up to 60 different texts of a column as its possible values, in the table's description: with more rows, none. */
    private static final int LEAST_ROWS = 64;

    private static final DataTableSpec SPEC =
            new DataTableSpec("View data", new DataColumnSpecCreator("json", StringCell.TYPE).createSpec());

    private ViewPayload() {}

    /** @return the characters that a view may collect; a report that holds the views of all nodes asks for fewer, and what nobody sees has none */
    public static long characters() {
        return SharedExecution.shown() ? Long.getLong("braggwise.viewCharacters", CHARACTERS) : 0;
    }

    /** @return the internal table to hand to setInternalData */
    public static BufferedDataTable store(JsonNode payload, ExecutionContext exec) {
        String text;
        try {
            text = JSON.writeValueAsString(payload);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
        var container = exec.createDataContainer(SPEC);
        int chunk = Math.min(CHUNK, 1 + text.length() / LEAST_ROWS);
        long row = 0;
        for (int i = 0; i < text.length(); i += chunk) {
            String part = text.substring(i, Math.min(text.length(), i + chunk));
            container.addRowToTable(new DefaultRow(RowKey.createRowKey(row++), new StringCell(part)));
        }
        container.close();
        return container.getTable();
    }

    /** The initial data of every view: the JSON text that {@link #store} wrote; the page parses it. */
    public static String load(ViewInput input) {
        // none where KNIME copied the node after it was executed (captured workflows), or where it lies on an inactive
        // branch
        PortObject[] kept = input.getInternalPortObjects();
        if (kept == null || kept.length == 0 || !(kept[0] instanceof BufferedDataTable table)) {
            return "{}";
        }
        var text = new StringBuilder();
        try (CloseableRowIterator rows = table.iterator()) {
            while (rows.hasNext()) {
                DataRow row = rows.next();
                text.append(((StringValue) row.getCell(0)).getStringValue());
            }
        }
        return text.toString();
    }

    /**
     * @return the one self-contained page that all views share; the payload's "kind" chooses what it draws. Its parts are files of
     *     the bundle, put in place of the marks include:NAME.
     */
    public static String page() {
        Matcher mark = INCLUDE.matcher(resource("page.html"));
        var page = new StringBuilder();
        while (mark.find()) {
            String part = mark.group(1).equals("modules")
                    ? ViewScript.of(mark.group(2), ViewPayload::resource, new HashSet<>())
                    : resource(mark.group(2));
            mark.appendReplacement(page, Matcher.quoteReplacement(part));
        }
        return withPolicy(mark.appendTail(page).toString());
    }

    /**
     * Names of rows and texts of files reach the page: it runs its own script only, known by its SHA-256, and loads and sends nothing
     * (W3C, Content Security Policy Level 3).
     */
    private static String withPolicy(String page) {
        Matcher script = SCRIPT.matcher(page);
        var hashes = new StringBuilder();
        while (script.find()) {
            hashes.append(" 'sha256-").append(sha256(script.group(1))).append('\'');
        }
        return page.replaceFirst(
                "<head>",
                Matcher.quoteReplacement(
                        "<head>\n    <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none';"
                                + " script-src" + hashes
                                + "; style-src 'unsafe-inline'; img-src data: blob:; base-uri 'none';"
                                + " form-action 'none'\" />"));
    }

    private static String sha256(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static String resource(String name) {
        String path = "/org/braggwise/knime/view/" + name;
        try (InputStream in = ViewPayload.class.getResourceAsStream(path)) {
            if (in == null) {
                throw new IllegalStateException(path + " is missing in the bundle");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
