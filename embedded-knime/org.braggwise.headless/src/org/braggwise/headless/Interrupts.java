// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.headless;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;

/**
 * Ctrl-C, termination and a closed terminal: the first asks the run to stop, the second ends the process at once. Java has no API for it
 * but the class sun.misc.Signal of the module jdk.unsupported, reached by reflection so that its absence is no error; then Java's own way
 * stays: the process ends with 130. A signal that the process was started to ignore (nohup) stays ignored.
 */
final class Interrupts {

    private Interrupts() {}

    /** @param action runs at the first Ctrl-C */
    static void onInterrupt(Runnable action) {
        for (String name : new String[] {"INT", "TERM", "HUP"}) {
            try {
                handle(name, action);
            } catch (ClassNotFoundException
                    | NoSuchMethodException
                    | IllegalAccessException
                    | InstantiationException e) {
                return;
            } catch (InvocationTargetException e) {
                // The virtual machine keeps this signal for itself (-Xrs), or the system has none of this name.
            }
        }
    }

    private static void handle(String name, Runnable action)
            throws ClassNotFoundException, NoSuchMethodException, IllegalAccessException, InvocationTargetException,
                    InstantiationException {
        ClassLoader system = ClassLoader.getSystemClassLoader();
        Class<?> signal = Class.forName("sun.misc.Signal", true, system);
        Class<?> handler = Class.forName("sun.misc.SignalHandler", true, system);
        boolean[] once = new boolean[1];
        Object proxy = Proxy.newProxyInstance(
                handler.getClassLoader(), new Class<?>[] {handler}, (self, method, arguments) -> {
                    if (method.getName().equals("handle")) {
                        if (once[0]) {
                            Runtime.getRuntime().halt(ExitCode.CANCELLED);
                        }
                        once[0] = true;
                        action.run();
                        return null;
                    }
                    return switch (method.getName()) {
                        case "equals" -> self == arguments[0];
                        case "hashCode" -> System.identityHashCode(self);
                        default -> "braggwise";
                    };
                });
        signal.getMethod("handle", signal, handler)
                .invoke(null, signal.getConstructor(String.class).newInstance(name), proxy);
    }

    /**
     * Ends the process after a while, wherever it is: reading a large archive, writing a large report, in a native library.
     *
     * @param millis from now
     * @param last what to do first, in a tenth of a second
     */
    static void endAfter(long millis, Runnable last) {
        Thread end = new Thread(
                () -> {
                    try {
                        Thread.sleep(millis);
                        Thread cleaning = new Thread(last, "braggwise-cleaning");
                        cleaning.setDaemon(true);
                        cleaning.start();
                        cleaning.join(100);
                    } catch (InterruptedException e) {
                        // then now
                    }
                    Runtime.getRuntime().halt(ExitCode.CANCELLED);
                },
                "braggwise-end");
        end.setDaemon(true);
        end.setPriority(Thread.MAX_PRIORITY);
        end.start();
    }
}
