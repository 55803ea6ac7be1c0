// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.embedded;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;

/** Makes instances of classes that plug-ins name, also where class or constructor is not public. */
public final class Instances {

    private Instances() {}

    /** @throws IllegalStateException where the class has no usable constructor without arguments */
    public static <T> T create(Class<T> type) {
        try {
            Constructor<T> constructor = type.getDeclaredConstructor();
            constructor.setAccessible(true);
            return constructor.newInstance();
        } catch (InvocationTargetException e) {
            throw new IllegalStateException(
                    "The constructor of " + type.getName() + " failed: "
                            + e.getCause().getMessage(),
                    e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(
                    type.getName() + " needs a constructor without arguments: " + e.getMessage(), e);
        }
    }
}
