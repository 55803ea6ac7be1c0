// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.spark.task;

import java.io.PrintWriter;
import java.io.Serializable;
import java.io.StringWriter;
import java.util.concurrent.CancellationException;

import org.knime.core.node.CanceledExecutionException;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.KNIMEException;

/**
 * The failure of a node on an executor, which is no failure of Spark's: another attempt would fail as well. The exceptions themselves stay
 * where they are, since they may be of classes that the driver can't load.
 *
 * @param kind of failure
 * @param message for the user
 * @param trace where it was thrown
 */
public record Failure(Kind kind, String message, String trace) implements Serializable {

    /** What the node threw. */
    public enum Kind {
        KNIME,
        SETTINGS,
        CANCELLED,
        ERROR
    }

    /** @return the failure that the exception tells of; in a task that was cancelled, that it was */
    static Failure of(Exception e) {
        Kind kind = e instanceof KNIMEException
                ? Kind.KNIME
                : e instanceof InvalidSettingsException
                        ? Kind.SETTINGS
                        : e instanceof CanceledExecutionException
                                        || e instanceof CancellationException
                                        || Executor.interrupted()
                                ? Kind.CANCELLED
                                : Kind.ERROR;
        return of(kind, e);
    }

    static Failure of(Kind kind, Exception e) {
        String message = e instanceof KNIMEException k && k.getKNIMEMessage() != null
                ? k.getKNIMEMessage().toString().strip()
                : String.valueOf(e.getMessage());
        StringWriter trace = new StringWriter();
        e.printStackTrace(new PrintWriter(trace));
        return new Failure(kind, message, trace.toString());
    }

    /** Throws what the node threw, as if it had run here. */
    public void rethrow() throws CanceledExecutionException, KNIMEException, InvalidSettingsException {
        switch (kind) {
            case CANCELLED -> throw new CanceledExecutionException(message);
            case KNIME -> throw new KNIMEException(message);
            case SETTINGS -> throw new InvalidSettingsException(message);
            default -> throw new IllegalStateException(message, new IllegalStateException("On the executor: " + trace));
        }
    }
}
