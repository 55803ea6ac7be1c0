// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.core.webui.page;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;

/** A web page. */
public class Page {

    private final Supplier<String> m_text;
    private final Charset m_charset;
    private final String m_path;

    private Page(Supplier<String> text, Charset charset, String path) {
        m_text = text;
        m_charset = charset;
        m_path = path;
    }

    public static RequireFromFileOrString create() {
        return (text, charset) -> path -> new Page(text, charset, path);
    }

    /** @return the page's bytes, made anew each time */
    public InputStream getInputStream() throws IOException {
        return new ByteArrayInputStream(m_text.get().getBytes(m_charset));
    }

    public String getRelativePath() {
        return m_path;
    }

    /** Where the page comes from. */
    public interface RequireFromFileOrString {

        default RequireRelativePath fromString(StringSupplier content) {
            return fromString(content, StandardCharsets.UTF_8);
        }

        RequireRelativePath fromString(StringSupplier content, Charset charset);
    }

    /** The page's name. */
    public interface RequireRelativePath {

        Page relativePath(String relativePath);
    }

    /** Gives the text of a page. */
    @FunctionalInterface
    public interface StringSupplier extends Supplier<String> {}
}
