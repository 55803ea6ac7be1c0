// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.embedded.ui;

/** A link of a node's description. */
public record Link(String href, String text) {
}
