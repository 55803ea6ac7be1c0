// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.embedded.ui;

import java.lang.annotation.Annotation;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

import org.knime.node.parameters.migration.ConfigMigration;
import org.knime.node.parameters.migration.LoadDefaultsForAbsentFields;
import org.knime.node.parameters.migration.Migrate;
import org.knime.node.parameters.migration.Migration;
import org.knime.node.parameters.migration.NodeParametersMigration;
import org.knime.node.parameters.persistence.NodeParametersPersistor;
import org.knime.node.parameters.persistence.Persist;
import org.knime.node.parameters.persistence.Persistable;
import org.knime.node.parameters.persistence.Persistor;

/** A field of a parameters class, and how KNIME stores it. */
record ParameterField(Field field) {

    /** How a field is stored. */
    enum Kind {
        /** one entry, or the config of an array of simple values */
        VALUE,
        /** an entry, and one that says whether it is there */
        OPTIONAL,
        /** a config */
        NESTED,
        /** a config with one for each element */
        NESTED_ARRAY;
    }

    /** @return the fields in the order in which KNIME stores them: those of super classes first; private ones are not stored */
    static List<ParameterField> of(Class<?> type) {
        Deque<Class<?>> classes = new ArrayDeque<>();
        for (Class<?> c = type; c != null && c != Object.class; c = c.getSuperclass()) {
            classes.push(c);
        }
        List<ParameterField> fields = new ArrayList<>();
        for (Class<?> c : classes) {
            for (Field f : c.getDeclaredFields()) {
                if ((f.getModifiers() & (Modifier.STATIC | Modifier.TRANSIENT | Modifier.PRIVATE)) == 0
                        && !f.isSynthetic()) {
                    f.setAccessible(true);
                    refuse(f, Migrate.class, Migration.class);
                    refuse(f, Persist.class, Persistor.class);
                    fields.add(new ParameterField(f));
                }
            }
        }
        return fields;
    }

    private static void refuse(Field f, Class<? extends Annotation> one, Class<? extends Annotation> other) {
        if (f.isAnnotationPresent(one) && f.isAnnotationPresent(other)) {
            throw new IllegalStateException(f + " has both @" + one.getSimpleName() + " and @" + other.getSimpleName()
                    + ", of which KNIME takes one");
        }
    }

    String name() {
        return field.getName().startsWith("m_") ? field.getName().substring(2) : field.getName();
    }

    String key() {
        String key = annotation(Persist.class).map(Persist::configKey).orElse("");
        return key.isEmpty() ? name() : key;
    }

    <A extends Annotation> Optional<A> annotation(Class<A> type) {
        return Optional.ofNullable(field.getAnnotation(type));
    }

    Kind kind() {
        Class<?> type = field.getType();
        if (type == Optional.class) {
            return Kind.OPTIONAL;
        }
        if (Persistable.class.isAssignableFrom(type)) {
            return Kind.NESTED;
        }
        if (type.isArray() || Collection.class.isAssignableFrom(type)) {
            return Persistable.class.isAssignableFrom(elementType())
                            && !elementType().isEnum()
                    ? Kind.NESTED_ARRAY
                    : Kind.VALUE;
        }
        return Kind.VALUE;
    }

    /** @return the type of an optional's, an array's or a list's content, else the field's own */
    Class<?> elementType() {
        if (field.getType().isArray()) {
            return field.getType().getComponentType();
        }
        if (field.getGenericType() instanceof ParameterizedType p) {
            Type argument = p.getActualTypeArguments()[0];
            return argument instanceof Class<?> c ? c : (Class<?>) ((ParameterizedType) argument).getRawType();
        }
        return field.getType();
    }

    /** @return the persistor that the field, or its class, names */
    @SuppressWarnings("unchecked")
    Optional<NodeParametersPersistor<Object>> persistor() {
        return annotation(Persistor.class)
                .or(() -> Optional.ofNullable(field.getType().getAnnotation(Persistor.class)))
                .map(p -> org.braggwise.embedded.Instances.create(p.value()));
    }

    /** @return the forms in which earlier settings have the field */
    @SuppressWarnings("unchecked")
    List<ConfigMigration<Object>> migrations() {
        return annotation(Migration.class)
                .map(m -> ((NodeParametersMigration<Object>) org.braggwise.embedded.Instances.create(m.value()))
                        .getConfigMigrations())
                .orElse(List.of());
    }

    /** @return whether settings without this field give its default */
    boolean mayBeAbsent() {
        return annotation(Migrate.class).map(Migrate::loadDefaultIfAbsent).orElse(false)
                || field.getDeclaringClass().isAnnotationPresent(LoadDefaultsForAbsentFields.class)
                        && annotation(Migration.class).isEmpty();
    }

    Object get(Object parameters) {
        try {
            return field.get(parameters);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    void set(Object parameters, Object value) {
        try {
            field.set(parameters, value);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(
                    "The field " + field + " can't be set: parameters are not final. " + e.getMessage(), e);
        }
    }
}
