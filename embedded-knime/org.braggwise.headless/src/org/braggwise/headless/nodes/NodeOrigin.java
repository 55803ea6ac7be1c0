// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.headless.nodes;

/**
 * Where a node comes from.
 *
 * @param factory class name
 * @param category the name of the category that KNIME's node repository shows it in
 * @param bundle symbolic name of the plug-in
 * @param bundleName the plug-in's name
 * @param bundleVendor who made it
 * @param bundleVersion its version
 */
public record NodeOrigin(
        String factory, String category, String bundle, String bundleName, String bundleVendor, String bundleVersion) {}
