// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.embedded.tests.signature;

import java.util.Set;
import java.util.TreeSet;

import org.objectweb.asm.Opcodes;

/** Access flags in the words of the list. Deprecation and locking are no part of a signature. */
final class Flags {

    private static final Set<String> IGNORED =
            Set.of("deprecated", "synchronized", "native", "strictfp", "transient", "volatile");

    private Flags() {}

    static Set<String> listed(Set<String> flags) {
        Set<String> kept = new TreeSet<>(flags);
        kept.removeAll(IGNORED);
        return kept;
    }

    static boolean isVisible(int access) {
        return (access & (Opcodes.ACC_PUBLIC | Opcodes.ACC_PROTECTED)) != 0;
    }

    private static Set<String> common(int access) {
        Set<String> flags = new TreeSet<>();
        add(flags, access, Opcodes.ACC_PUBLIC, "public");
        add(flags, access, Opcodes.ACC_PROTECTED, "protected");
        add(flags, access, Opcodes.ACC_STATIC, "static");
        add(flags, access, Opcodes.ACC_FINAL, "final");
        add(flags, access, Opcodes.ACC_ABSTRACT, "abstract");
        add(flags, access, Opcodes.ACC_ENUM, "enum");
        return flags;
    }

    private static void add(Set<String> flags, int access, int bit, String word) {
        if ((access & bit) != 0) {
            flags.add(word);
        }
    }

    /** The list calls an annotation by that word alone, as it does an interface. */
    static Set<String> ofClass(ScannedClass c) {
        Set<String> flags = common(c.access);
        boolean annotation = (c.access & Opcodes.ACC_ANNOTATION) != 0;
        if (annotation) {
            flags.add("annotation");
        } else {
            add(flags, c.access, Opcodes.ACC_INTERFACE, "interface");
        }
        if (c.record) {
            flags.add("record");
        }
        return flags;
    }

    static Set<String> ofField(int access) {
        return common(access);
    }

    static Set<String> ofMethod(ScannedClass of, int access) {
        Set<String> flags = common(access & ~Opcodes.ACC_ENUM);
        add(flags, access, Opcodes.ACC_BRIDGE, "bridge");
        add(flags, access, Opcodes.ACC_VARARGS, "varargs");
        if ((of.access & Opcodes.ACC_INTERFACE) != 0 && (access & (Opcodes.ACC_ABSTRACT | Opcodes.ACC_STATIC)) == 0) {
            flags.add("default");
        }
        return flags;
    }
}
