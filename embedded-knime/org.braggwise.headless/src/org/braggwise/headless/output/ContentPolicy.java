// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.headless.output;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a report may do in a browser (W3C, Content Security Policy Level 3): run its own scripts, known by their SHA-256, and those of
 * the views in it; nothing is loaded and nothing sent. Texts in it come from workflows and files of strangers: if one of them ever
 * got through as a script, it would not run.
 */
final class ContentPolicy {

    private static final Pattern SCRIPT =
            Pattern.compile("<script(?:\\s[^>]*)?>(.*?)</script>", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    private static final Pattern DATA =
            Pattern.compile("^<script[^>]*type=\"application/json\"", Pattern.CASE_INSENSITIVE);

    private ContentPolicy() {}

    /**
     * @param pages of the views, which stand in frames that are held to the policy too
     * @param scripts of the report
     * @return the element for the page's head
     */
    static String meta(Collection<String> pages, Collection<String> scripts) {
        Set<String> hashes = new LinkedHashSet<>();
        scripts.forEach(script -> hashes.add(hash(script)));
        for (String page : pages) {
            Matcher found = SCRIPT.matcher(page);
            while (found.find()) {
                if (!DATA.matcher(found.group()).find()) {
                    hashes.add(hash(found.group(1)));
                }
            }
        }
        return "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; script-src "
                + String.join(" ", hashes)
                + "; style-src 'unsafe-inline'; img-src data: blob:; font-src data:; base-uri 'none'; form-action 'none'\">";
    }

    private static String hash(String script) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(script.getBytes(StandardCharsets.UTF_8));
            return "'sha256-" + Base64.getEncoder().encodeToString(digest) + "'";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
