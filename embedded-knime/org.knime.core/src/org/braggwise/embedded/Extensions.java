// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.embedded;

import java.util.ArrayList;
import java.util.List;

import org.eclipse.core.runtime.CoreException;
import org.eclipse.core.runtime.IConfigurationElement;
import org.eclipse.core.runtime.IExtensionRegistry;
import org.eclipse.core.runtime.RegistryFactory;

/** The port types that plug-ins declare, from Eclipse's extension registry. */
final class Extensions {

    private static final String POINT = "org.knime.core.PortType";

    private Extensions() {}

    /** @return none where there is no registry: outside OSGi */
    static List<PortTypes.Declaration> portTypes() {
        IExtensionRegistry registry = RegistryFactory.getRegistry();
        List<PortTypes.Declaration> declarations = new ArrayList<>();
        if (registry != null) {
            for (IConfigurationElement e : registry.getConfigurationElementsFor(POINT)) {
                declarations.add(new PortTypes.Declaration(
                        e.getAttribute("name"),
                        e.getAttribute("objectClass"),
                        e.getAttribute("objectSerializer"),
                        e.getAttribute("specClass"),
                        e.getAttribute("specSerializer"),
                        className -> load(e, className)));
            }
        }
        return declarations;
    }

    /** The registry makes objects, not classes: a class is that of the serializer's plug-in. */
    private static Class<?> load(IConfigurationElement element, String className) throws ClassNotFoundException {
        try {
            return Class.forName(
                    className,
                    false,
                    element.createExecutableExtension("objectSerializer")
                            .getClass()
                            .getClassLoader());
        } catch (CoreException e) {
            throw new ClassNotFoundException(
                    className + ", of plug-in " + element.getContributor().getName() + ": " + e.getMessage(), e);
        }
    }
}
