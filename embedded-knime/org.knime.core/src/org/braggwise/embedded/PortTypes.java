// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.embedded;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import org.knime.core.node.port.PortObject;
import org.knime.core.node.port.PortObject.PortObjectSerializer;
import org.knime.core.node.port.PortObjectSpec;
import org.knime.core.node.port.PortObjectSpec.PortObjectSpecSerializer;

/**
 * The port types that plug-ins declare at the extension point org.knime.core.PortType. In OSGi they are read from Eclipse's
 * extension registry; elsewhere they are registered one by one.
 */
public final class PortTypes {

    /** Gives the class of a name as its plug-in sees it. */
    @FunctionalInterface
    public interface ClassLoading {
        Class<?> load(String className) throws ClassNotFoundException;
    }

    /**
     * One declaration.
     *
     * @param loading the class loader of the declaring plug-in
     */
    public record Declaration(
            String name,
            String objectClassName,
            String objectSerializerName,
            String specClassName,
            String specSerializerName,
            ClassLoading loading) {

        public Class<? extends PortObject> objectClass() {
            return load(objectClassName).asSubclass(PortObject.class);
        }

        public Class<? extends PortObjectSpec> specClass(ClassLoader loader) {
            return load(specClassName).asSubclass(PortObjectSpec.class);
        }

        public PortObjectSerializer<?> objectSerializer() {
            return (PortObjectSerializer<?>) Instances.create(load(objectSerializerName));
        }

        public PortObjectSpecSerializer<?> specSerializer() {
            return (PortObjectSpecSerializer<?>) Instances.create(load(specSerializerName));
        }

        private Class<?> load(String className) {
            try {
                return loading.load(className);
            } catch (ClassNotFoundException e) {
                throw new IllegalStateException(
                        "The port type \"" + name + "\" names the class " + className
                                + ", which its plug-in does not have.",
                        e);
            }
        }
    }

    private static final Map<String, Declaration> BY_OBJECT = new LinkedHashMap<>();
    private static boolean extensionsRead;

    private PortTypes() {}

    public static synchronized void register(Declaration declaration) {
        BY_OBJECT.put(declaration.objectClassName(), declaration);
    }

    public static synchronized Collection<Declaration> all() {
        if (!extensionsRead) {
            extensionsRead = true;
            try {
                Extensions.portTypes().forEach(PortTypes::register);
            } catch (LinkageError e) { // NOSONAR: outside OSGi, where even the registry's classes may be absent
                return BY_OBJECT.values();
            }
        }
        return BY_OBJECT.values();
    }

    public static Optional<Declaration> ofObject(String className) {
        return all().stream().filter(d -> d.objectClassName().equals(className)).findFirst();
    }

    public static Optional<Declaration> ofSpec(String className) {
        return all().stream().filter(d -> d.specClassName().equals(className)).findFirst();
    }
}
