// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.headless.nodes;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.eclipse.core.runtime.CoreException;
import org.eclipse.core.runtime.IConfigurationElement;
import org.eclipse.core.runtime.IExtensionRegistry;
import org.eclipse.core.runtime.Platform;
import org.knime.node.DefaultNodeFactory;
import org.osgi.framework.Bundle;

/** The nodes of the installed plug-ins, from Equinox's extension registry, as in KNIME. */
public final class ExtensionCatalog implements NodeCatalog {

    private final Map<NodeOrigin, IConfigurationElement> m_elements = new HashMap<>();
    private final List<NodeOrigin> m_origins = new ArrayList<>();

    /** @param registry of the running framework */
    public ExtensionCatalog(IExtensionRegistry registry) {
        Map<String, String> categories = new HashMap<>();
        for (IConfigurationElement category : registry.getConfigurationElementsFor(CATEGORIES)) {
            categories.put(
                    category.getAttribute("path") + "/" + category.getAttribute("level-id"),
                    category.getAttribute("name"));
        }
        for (IConfigurationElement node : registry.getConfigurationElementsFor(NODES)) {
            String name = node.getContributor().getName();
            Bundle bundle = Platform.getBundle(name);
            String path = node.getAttribute("category-path");
            NodeOrigin origin = new NodeOrigin(
                    node.getAttribute("factory-class"),
                    categories.getOrDefault(path, path),
                    name,
                    header(bundle, "Bundle-Name"),
                    header(bundle, "Bundle-Vendor"),
                    bundle == null ? "" : bundle.getVersion().toString());
            m_elements.put(origin, node);
            m_origins.add(origin);
        }
    }

    private static String header(Bundle bundle, String name) {
        String value = bundle == null ? null : bundle.getHeaders().get(name);
        return value == null ? "" : value;
    }

    @Override
    public List<NodeOrigin> origins() {
        return List.copyOf(m_origins);
    }

    @Override
    public DefaultNodeFactory create(NodeOrigin origin) throws ReflectiveOperationException {
        try {
            if (m_elements.get(origin).createExecutableExtension("factory-class") instanceof DefaultNodeFactory node) {
                return node;
            }
        } catch (CoreException e) {
            Throwable root = e;
            while (root.getCause() != null) {
                root = root.getCause();
            }
            throw new ReflectiveOperationException(origin.factory() + ": " + root, e);
        }
        throw new ReflectiveOperationException(origin.factory() + " is not a DefaultNodeFactory");
    }
}
