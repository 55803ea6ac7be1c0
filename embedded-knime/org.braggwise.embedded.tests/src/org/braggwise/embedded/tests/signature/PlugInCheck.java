// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.embedded.tests.signature;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.braggwise.embedded.tests.signature.ScannedClass.Lambda;
import org.braggwise.embedded.tests.signature.ScannedClass.Member;
import org.braggwise.embedded.tests.signature.ScannedClass.Use;
import org.braggwise.embedded.tests.signature.SignatureList.ClassFact;
import org.braggwise.embedded.tests.signature.SignatureList.MemberFact;
import org.objectweb.asm.Opcodes;

/**
 * Holds the bytecode of plug-ins against KNIME's API: what it refers to is there, visible, of the same kind, and in a package that
 * KNIME shows; what extends KNIME's classes overrides nothing final and leaves nothing abstract.
 */
final class PlugInCheck {

    /** The one internal package that the stages of a view lead to. */
    private static final String PAGE = "org/knime/core/webui/page/";

    private final SignatureList m_list;
    private final Map<String, ScannedClass> m_plugins = new HashMap<>();
    private final Set<String> m_wrong = new LinkedHashSet<>();

    private PlugInCheck(SignatureList list, List<ScannedClass> plugins) {
        m_list = list;
        plugins.forEach(c -> m_plugins.put(c.name, c));
    }

    /** @return what is wrong, a line each; empty for nothing */
    static List<String> wrong(SignatureList list, List<ScannedClass> plugins) {
        var check = new PlugInCheck(list, plugins);
        plugins.forEach(check::check);
        return List.copyOf(check.m_wrong);
    }

    private static boolean isKnime(String name) {
        return name.startsWith("org/knime/");
    }

    private void check(ScannedClass c) {
        for (String type : c.types) {
            if (m_list.find(type) == null) {
                m_wrong.add(c + " refers to " + type + ", which is no class of KNIME's API");
            } else if (m_list.isInternal(type) && !type.startsWith(PAGE)) {
                m_wrong.add(c + " refers to " + type + ", whose package is internal");
            }
        }
        c.uses.forEach(u -> check(c, u));
        c.lambdas.stream().filter(l -> isKnime(l.interfaceName())).forEach(this::check);
        if (isKnime(c.superName)) {
            extended(c, c.superName);
        }
        c.interfaces.stream().filter(PlugInCheck::isKnime).forEach(i -> extended(c, i));
        inherited(c);
    }

    private void check(ScannedClass c, Use use) {
        String owner = use.owner().startsWith("[") ? use.owner().replaceAll("^\\[+L?|;$", "") : use.owner();
        String knime = isKnime(owner) ? owner : inheritedFrom(owner, use.key());
        if (knime == null || use.owner().startsWith("[")) {
            return;
        }
        ClassFact fact = m_list.find(knime);
        if (fact == null) {
            return; // reported as a type
        }
        String what = use.where() + " uses " + owner + "." + use.key();
        if (isJdkMember(fact, use.key())) {
            return;
        }
        MemberFact member = m_list.resolve(knime, use.key());
        if (member == null) {
            m_wrong.add(what + ", which is no member of KNIME's class");
            return;
        }
        if (member.has("static") != use.isStatic()) {
            m_wrong.add(what + " as " + (use.isStatic() ? "static" : "of an object") + ", KNIME's is not");
        }
        if (isKnime(owner) && use.method() && fact.isInterface() != use.ownerIsInterface()) {
            m_wrong.add(what + " as of " + (use.ownerIsInterface() ? "an interface" : "a class") + ", KNIME's is not");
        }
        if (member.has("protected") && !isSubclass(c, member.owner())) {
            m_wrong.add(what + ", which is protected");
        }
    }

    /** The methods that every object, enum and record has stand in the list only where they are overridden. */
    private boolean isJdkMember(ClassFact fact, String key) {
        if (m_list.resolve(fact.name(), key) != null) {
            return false;
        }
        List<String> ancestors = m_list.ancestors(fact);
        Set<String> jdk = new LinkedHashSet<>(m_list.allInterfaces(fact));
        jdk.add(ancestors.get(ancestors.size() - 1));
        jdk.add("java/lang/Object");
        return jdk.stream().filter(n -> !isKnime(n)).anyMatch(n -> JdkMembers.has(n, key));
    }

    /** @return the class of KNIME that a plug-in's class has the member from, null where it is its own */
    private String inheritedFrom(String plugInClass, String key) {
        String at = plugInClass;
        for (ScannedClass c = m_plugins.get(at); c != null; c = m_plugins.get(at)) {
            if (c.members.stream().anyMatch(m -> m.key().equals(key))) {
                return null;
            }
            at = c.superName;
        }
        return isKnime(at) ? at : null;
    }

    private boolean isSubclass(ScannedClass c, String ancestor) {
        ScannedClass at = c;
        for (int i = 0; at != null && i < 32; i++) {
            ClassFact parent = m_list.find(at.superName);
            if (at.superName.equals(ancestor)
                    || parent != null && m_list.ancestors(parent).contains(ancestor)) {
                return true;
            }
            at = m_plugins.get(at.superName);
        }
        int nested = c.name.lastIndexOf('$');
        return nested > 0
                && m_plugins.containsKey(c.name.substring(0, nested))
                && isSubclass(m_plugins.get(c.name.substring(0, nested)), ancestor);
    }

    private void check(Lambda lambda) {
        ClassFact fact = m_list.find(lambda.interfaceName());
        if (fact == null) {
            return; // reported as a type
        }
        List<String> open = new ArrayList<>();
        Set<String> all = new LinkedHashSet<>(m_list.allInterfaces(fact));
        all.add(fact.name());
        for (String i : all) {
            ClassFact at = m_list.find(i);
            if (at != null) {
                at.members().forEach((key, m) -> {
                    if (m.has("abstract") && !isImplemented(all, m)) {
                        open.add(key);
                    }
                });
            }
        }
        if (!open.isEmpty() && !open.equals(List.of(lambda.key()))) {
            m_wrong.add(lambda.where() + " makes a lambda of " + lambda.interfaceName() + "." + lambda.key()
                    + ", the abstract methods of KNIME's are " + open);
        }
    }

    private boolean isImplemented(Set<String> interfaces, MemberFact method) {
        return interfaces.stream()
                .map(m_list::find)
                .filter(f -> f != null && !f.name().equals(method.owner()))
                .map(f -> f.members().get(method.key()))
                .anyMatch(m -> m != null && m.has("default"));
    }

    private void extended(ScannedClass c, String knime) {
        ClassFact fact = m_list.find(knime);
        if (fact == null) {
            return; // reported as a type
        }
        if (fact.sealed() || fact.has("final")) {
            m_wrong.add(c + " extends " + knime + ", which is " + (fact.sealed() ? "sealed" : "final"));
        }
        if (fact.isInterface() != c.interfaces.contains(knime)) {
            m_wrong.add(
                    c + " has " + knime + " as " + (c.interfaces.contains(knime) ? "an interface" : "its super class"));
        }
    }

    /** Nothing final is overridden, nothing abstract is left open. */
    private void inherited(ScannedClass c) {
        Set<ClassFact> facts = new LinkedHashSet<>();
        Set<String> implemented = new LinkedHashSet<>();
        ScannedClass at = c;
        while (at != null) {
            for (Member m : at.members) {
                if ((m.access() & Opcodes.ACC_ABSTRACT) == 0) {
                    implemented.add(m.key());
                }
            }
            ancestorsOf(at.superName, facts);
            interfacesOf(at, facts);
            at = m_plugins.get(at.superName);
        }
        boolean concrete = (c.access & (Opcodes.ACC_ABSTRACT | Opcodes.ACC_INTERFACE)) == 0;
        for (ClassFact f : facts) {
            for (MemberFact m : f.members().values()) {
                if (m.has("final")
                        && !m.has("static")
                        && m.key().contains("(")
                        && c.members.stream().anyMatch(own -> own.key().equals(m.key()))) {
                    m_wrong.add(c + " overrides " + f.name() + "." + m.key() + ", which is final");
                }
                if (concrete
                        && m.has("abstract")
                        && !implemented.contains(m.key())
                        && !implementedByKnime(facts, m)
                        && !isJdkMemberOf(c, m.key())) {
                    m_wrong.add(c + " leaves " + f.name() + "." + m.key() + " abstract");
                }
            }
        }
    }

    private void ancestorsOf(String name, Set<ClassFact> facts) {
        ClassFact f = m_list.find(name);
        if (f != null) {
            facts.add(f);
            m_list.ancestors(f).forEach(a -> {
                if (m_list.find(a) != null) {
                    facts.add(m_list.find(a));
                }
            });
            m_list.allInterfaces(f).forEach(i -> {
                if (m_list.find(i) != null) {
                    facts.add(m_list.find(i));
                }
            });
        }
    }

    private void interfacesOf(ScannedClass c, Set<ClassFact> facts) {
        for (String i : c.interfaces) {
            ancestorsOf(i, facts);
            if (m_plugins.containsKey(i)) {
                interfacesOf(m_plugins.get(i), facts);
            }
        }
    }

    private static boolean implementedByKnime(Set<ClassFact> facts, MemberFact method) {
        return facts.stream().map(f -> f.members().get(method.key())).anyMatch(m -> m != null && !m.has("abstract"));
    }

    /** A plug-in's own interface may implement it by a default method, an enum or record by nature. */
    private boolean isJdkMemberOf(ScannedClass c, String key) {
        return c.interfaces.stream()
                .map(m_plugins::get)
                .filter(i -> i != null)
                .flatMap(i -> i.members.stream())
                .anyMatch(m -> m.key().equals(key) && (m.access() & Opcodes.ACC_ABSTRACT) == 0);
    }
}
