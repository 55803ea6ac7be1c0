// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.core.data.container;

import java.io.Closeable;

import org.knime.core.data.RowIterator;

/** A row iterator that holds a file open until its end or its close, whichever comes first. */
public abstract class CloseableRowIterator extends RowIterator implements Closeable {

    @Override
    public abstract void close();
}
