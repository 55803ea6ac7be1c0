// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.embedded;

import java.lang.invoke.MethodHandles;
import java.nio.file.Path;
import java.util.function.BiFunction;
import java.util.function.BooleanSupplier;

import org.braggwise.embedded.table.TableFiles;
import org.knime.core.node.ExecutionContext;

/** Makes what KNIME hands to an executing node. */
public final class EmbeddedExecution {

    private static BiFunction<Progress, TableFiles, ExecutionContext> constructor;

    static {
        try {
            MethodHandles.lookup().ensureInitialized(ExecutionContext.class);
        } catch (IllegalAccessException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private EmbeddedExecution() {}

    /** Called by the context's class when it is loaded. */
    public static void setAccess(BiFunction<Progress, TableFiles, ExecutionContext> newContext) {
        constructor = newContext;
    }

    /**
     * @param tempFolder where tables go that are too large for memory
     * @param listener hears the progress
     * @param cancelled asked often; true ends the execution at its next check
     */
    public static ExecutionContext newContext(Path tempFolder, ProgressListener listener, BooleanSupplier cancelled) {
        return constructor.apply(Progress.of(listener, cancelled), new TableFiles(tempFolder));
    }
}
