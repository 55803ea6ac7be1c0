// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.embedded.tests.signature;

import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.stream.Stream;

import org.objectweb.asm.Type;

/** The members of the JDK's classes, by reflection. */
final class JdkMembers {

    private JdkMembers() {}

    /** @param name of a JDK class, with slashes
     *  @param key name and descriptor of a method or constructor */
    static boolean has(String name, String key) {
        Class<?> type;
        try {
            type = Class.forName(name.replace('/', '.'));
        } catch (ClassNotFoundException e) { // NOSONAR: then it has none
            return false;
        }
        Stream<String> constructors = Arrays.stream(type.getDeclaredConstructors())
                .map((Constructor<?> c) -> "<init>" + Type.getConstructorDescriptor(c));
        Stream<Method> methods = Stream.of();
        for (Class<?> c = type; c != null; c = c.getSuperclass()) {
            methods = Stream.concat(methods, Arrays.stream(c.getDeclaredMethods()));
        }
        methods = Stream.concat(methods, Arrays.stream(type.getMethods()));
        return Stream.concat(constructors, methods.map(m -> m.getName() + Type.getMethodDescriptor(m)))
                .anyMatch(key::equals);
    }
}
