// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.node.parameters.persistence;

/** A class whose fields are saved with a workflow. */
public interface Persistable {}
