// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.embedded.ui;

import org.knime.core.node.port.PortType;

/** A port of a node as it states it; the hidden flow variable port is not among them. */
public record Port(String name, String description, PortType type) {
}
