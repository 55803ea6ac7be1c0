// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.core.node;

import org.knime.core.node.message.Message;

/** An execution that failed, with a message made for the user. */
public final class KNIMEException extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient Message m_message;

    public KNIMEException(String message) {
        this(message, null);
    }

    public KNIMEException(String message, Throwable cause) {
        this(Message.fromSummary(message == null ? "Unspecified error" : message), cause);
    }

    private KNIMEException(Message message, Throwable cause) {
        super(message.getSummary(), cause);
        m_message = message;
    }

    public static KNIMEException of(Message message) {
        return new KNIMEException(message, null);
    }

    public static KNIMEException of(Message message, Throwable cause) {
        return new KNIMEException(message, cause);
    }

    /** @return summary, issues and resolutions */
    public Message getKNIMEMessage() {
        return m_message;
    }
}
