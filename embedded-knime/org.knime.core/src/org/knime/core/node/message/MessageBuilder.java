// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.core.node.message;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Gathers the parts of a message. */
public final class MessageBuilder {

    private final List<String> m_issues = new ArrayList<>();
    private final List<String> m_resolutions = new ArrayList<>();
    private String m_summary;

    MessageBuilder() {
        // by Message.builder()
    }

    public MessageBuilder withSummary(String summary) {
        m_summary = summary;
        return this;
    }

    public MessageBuilder addTextIssue(String text) {
        m_issues.add(text);
        return this;
    }

    /** An issue of a cell of the first input. */
    public MessageBuilder addRowIssue(int inputColumnIndex, long inputRowIndex, String description) {
        return addRowIssue(0, inputColumnIndex, inputRowIndex, description);
    }

    /** @param inputColumnIndex from 0
     *  @param inputRowIndex from 0 */
    public MessageBuilder addRowIssue(
            int inputPortIndex, int inputColumnIndex, long inputRowIndex, String description) {
        m_issues.add("Input " + inputPortIndex + ", row " + inputRowIndex + ", column " + inputColumnIndex + ": "
                + description);
        return this;
    }

    public MessageBuilder addResolutions(String... resolutions) {
        m_resolutions.addAll(List.of(resolutions));
        return this;
    }

    public long getIssueCount() {
        return m_issues.size();
    }

    public Optional<String> getFirstIssue() {
        return m_issues.stream().findFirst();
    }

    /** @return the message, empty where no summary was given */
    public Optional<Message> build() {
        return Optional.ofNullable(m_summary).map(s -> new Message(s, m_issues, m_resolutions));
    }
}
