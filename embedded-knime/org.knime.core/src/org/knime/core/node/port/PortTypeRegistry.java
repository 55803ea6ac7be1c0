// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.core.node.port;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

import org.braggwise.embedded.PortTypes;
import org.knime.core.data.DataTableSpec;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.port.PortObject.PortObjectSerializer;
import org.knime.core.node.port.PortObjectSpec.PortObjectSpecSerializer;

/** Knows the port types that plug-ins declare. */
public final class PortTypeRegistry {

    private static final PortTypeRegistry INSTANCE = new PortTypeRegistry();

    private PortTypeRegistry() {}

    public static PortTypeRegistry getInstance() {
        return INSTANCE;
    }

    /** @throws IllegalArgumentException where no plug-in declares a port type of this class */
    public PortType getPortType(Class<? extends PortObject> objectClass) {
        if (objectClass == BufferedDataTable.class) {
            return new PortType(objectClass, DataTableSpec.class, "Table");
        }
        PortTypes.Declaration d = PortTypes.ofObject(objectClass.getName())
                .orElseThrow(
                        () -> new IllegalArgumentException(
                                "No plug-in declares a port type for " + objectClass.getName()
                                        + ": expected an extension of org.knime.core.PortType in a plugin.xml, or PortTypes.register(..) outside OSGi."));
        return new PortType(objectClass, d.specClass(objectClass.getClassLoader()), d.name());
    }

    public Collection<PortType> availablePortTypes() {
        Set<PortType> types = new LinkedHashSet<>();
        types.add(BufferedDataTable.TYPE);
        PortTypes.all().forEach(d -> types.add(getPortType(d.objectClass())));
        return types;
    }

    public Optional<Class<? extends PortObject>> getObjectClass(String className) {
        return PortTypes.ofObject(className).map(PortTypes.Declaration::objectClass);
    }

    public Optional<Class<? extends PortObjectSpec>> getSpecClass(String className) {
        return PortTypes.ofSpec(className).map(d -> d.specClass(d.objectClass().getClassLoader()));
    }

    @SuppressWarnings("unchecked")
    public Optional<PortObjectSerializer<PortObject>> getObjectSerializer(Class<? extends PortObject> clazz) {
        return PortTypes.ofObject(clazz.getName()).map(d -> (PortObjectSerializer<PortObject>) d.objectSerializer());
    }

    @SuppressWarnings("unchecked")
    public Optional<PortObjectSpecSerializer<PortObjectSpec>> getSpecSerializer(Class<? extends PortObjectSpec> clazz) {
        return PortTypes.ofSpec(clazz.getName())
                .map(d -> (PortObjectSpecSerializer<PortObjectSpec>) d.specSerializer());
    }
}
