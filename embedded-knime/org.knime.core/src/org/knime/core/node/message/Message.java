// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.core.node.message;

import java.util.List;

import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.KNIMEException;

/** What a node tells its user: a summary, the issues behind it, and what to do. */
public final class Message {

    private final String m_summary;
    private final List<String> m_issues;
    private final List<String> m_resolutions;

    Message(String summary, List<String> issues, List<String> resolutions) {
        m_summary = summary;
        m_issues = List.copyOf(issues);
        m_resolutions = List.copyOf(resolutions);
    }

    public static MessageBuilder builder() {
        return new MessageBuilder();
    }

    public static Message fromSummary(String summary) {
        return new Message(summary, List.of(), List.of());
    }

    public static Message fromSummaryWithResolution(String summary, String... resolutions) {
        return new Message(summary, List.of(), List.of(resolutions));
    }

    public String getSummary() {
        return m_summary;
    }

    public List<String> getResolutions() {
        return m_resolutions;
    }

    public KNIMEException toKNIMEException() {
        return KNIMEException.of(this);
    }

    public KNIMEException toKNIMEException(Throwable cause) {
        return KNIMEException.of(this, cause);
    }

    public InvalidSettingsException toInvalidSettingsException() {
        return new InvalidSettingsException(m_summary);
    }

    /** @return all parts, a line each */
    @Override
    public String toString() {
        var text = new StringBuilder(m_summary);
        m_issues.forEach(i -> text.append('\n').append(i));
        m_resolutions.forEach(r -> text.append('\n').append(r));
        return text.toString();
    }
}
