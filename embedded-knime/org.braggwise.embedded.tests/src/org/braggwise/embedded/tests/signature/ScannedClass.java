// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.embedded.tests.signature;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What a class file says: the class, its members, and what it refers to. Names have slashes. */
final class ScannedClass {

    /** @param key name and descriptor, with a colon between them for a field */
    record Member(String key, boolean method, int access, List<String> exceptions, String signature) {}

    /** A use of a member. @param isStatic whether the instruction is one for static members, null where it may be either */
    record Use(String owner, String key, Boolean isStatic, boolean ownerIsInterface, boolean method, String where) {}

    /** A lambda or method reference made to an interface. */
    record Lambda(String interfaceName, String key, String where) {}

    String name;
    int access;
    String superName;
    List<String> interfaces = List.of();
    boolean record;
    final List<Member> members = new ArrayList<>();
    final Set<String> types = new LinkedHashSet<>();
    final Set<Use> uses = new LinkedHashSet<>();
    final Set<Lambda> lambdas = new LinkedHashSet<>();

    @Override
    public String toString() {
        return name;
    }
}
