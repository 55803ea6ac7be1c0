// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.embedded.ui;

import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

import org.braggwise.embedded.Instances;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.NodeSettingsRO;
import org.knime.core.node.NodeSettingsWO;
import org.knime.node.parameters.NodeParameters;
import org.knime.node.parameters.NodeParametersInput;
import org.knime.node.parameters.migration.ConfigMigration;
import org.knime.node.parameters.persistence.NodeParametersPersistor;
import org.knime.node.parameters.persistence.Persistor;

/** Stores parameters in settings and reads them again, field by field as KNIME 5.8 does. */
final class ParametersStore {

    private static final Pattern INDEX = Pattern.compile("\\d+");

    private ParametersStore() {}

    /** @return new parameters, made by the constructor that takes the input where there is one */
    static <P extends NodeParameters> P defaults(Class<P> type, NodeParametersInput input) {
        Constructor<P> constructor;
        try {
            constructor = type.getDeclaredConstructor(NodeParametersInput.class);
        } catch (NoSuchMethodException e) { // NOSONAR: few classes have one
            return Instances.create(type);
        }
        try {
            constructor.setAccessible(true);
            return constructor.newInstance(input);
        } catch (InvocationTargetException e) {
            throw new IllegalStateException(
                    "The constructor of " + type.getName() + " failed: "
                            + e.getCause().getMessage(),
                    e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(type.getName() + " can't be made: " + e.getMessage(), e);
        }
    }

    static void save(Object parameters, NodeSettingsWO settings) {
        Persistor own = parameters.getClass().getAnnotation(Persistor.class);
        if (own != null) {
            persistor(own).save(parameters, settings);
            return;
        }
        for (ParameterField f : ParameterField.of(parameters.getClass())) {
            saveField(f, f.get(parameters), settings);
        }
    }

    @SuppressWarnings("unchecked")
    private static NodeParametersPersistor<Object> persistor(Persistor annotation) {
        return Instances.create(annotation.value());
    }

    private static void saveField(ParameterField f, Object value, NodeSettingsWO settings) {
        Optional<NodeParametersPersistor<Object>> persistor = f.persistor();
        if (persistor.isPresent()) {
            persistor.get().save(value, settings);
            return;
        }
        switch (f.kind()) {
            case NESTED:
                save(value, settings.addNodeSettings(f.key()));
                break;
            case NESTED_ARRAY:
                NodeSettingsWO array = settings.addNodeSettings(f.key());
                if (value != null) {
                    Object[] elements = value instanceof Object[] a ? a : ((java.util.Collection<?>) value).toArray();
                    for (int i = 0; i < elements.length; i++) {
                        save(elements[i], array.addNodeSettings(Integer.toString(i)));
                    }
                }
                break;
            case OPTIONAL:
                ValueStore.saveOptional(f.elementType(), f.key(), (Optional<?>) value, settings);
                break;
            default:
                ValueStore.save(f.field().getType(), f.key(), value, settings);
        }
    }

    /** @throws InvalidSettingsException where a key is not there that has to be, or a value is of another type */
    static <P> P load(Class<P> type, NodeSettingsRO settings) throws InvalidSettingsException {
        Persistor own = type.getAnnotation(Persistor.class);
        if (own != null) {
            return type.cast(persistor(own).load(settings));
        }
        P parameters = Instances.create(type);
        for (ParameterField f : ParameterField.of(type)) {
            f.set(parameters, loadField(f, parameters, settings));
        }
        return parameters;
    }

    /** @param defaults has the field's default */
    private static Object loadField(ParameterField f, Object defaults, NodeSettingsRO settings)
            throws InvalidSettingsException {
        Optional<NodeParametersPersistor<Object>> persistor = f.persistor();
        String[][] paths =
                persistor.map(NodeParametersPersistor::getConfigPaths).orElseGet(() -> new String[][] {{f.key()}});
        if (f.mayBeAbsent() && paths.length > 0 && Arrays.stream(paths).noneMatch(p -> isThere(settings, p))) {
            return f.get(defaults);
        }
        for (ConfigMigration<Object> earlier : f.migrations()) {
            if (earlier.getMatcher().test(settings)) {
                return earlier.getLoader().load(settings);
            }
        }
        if (persistor.isPresent()) {
            return persistor.get().load(settings);
        }
        switch (f.kind()) {
            case NESTED:
                return load(f.field().getType(), settings.getNodeSettings(f.key()));
            case NESTED_ARRAY:
                return loadArray(f, settings.getNodeSettings(f.key()));
            case OPTIONAL:
                return ValueStore.loadOptional(f.elementType(), f.key(), settings);
            default:
                return ValueStore.load(f.field().getType(), f.key(), settings);
        }
    }

    private static boolean isThere(NodeSettingsRO settings, String[] path) {
        NodeSettingsRO at = settings;
        try {
            for (int i = 0; i < path.length - 1; i++) {
                at = at.getNodeSettings(path[i]);
            }
        } catch (InvalidSettingsException e) { // NOSONAR: then it is not there
            return false;
        }
        return path.length == 0 || at.containsKey(path[path.length - 1]);
    }

    private static Object loadArray(ParameterField f, NodeSettingsRO settings) throws InvalidSettingsException {
        int size = (int) settings.keySet().stream()
                .filter(k -> INDEX.matcher(k).matches())
                .count();
        List<Object> elements = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            elements.add(load(f.elementType(), settings.getNodeSettings(Integer.toString(i))));
        }
        return f.field().getType().isArray()
                ? elements.toArray((Object[]) Array.newInstance(f.elementType(), size))
                : elements;
    }
}
