// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.embedded.tests.signature;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.braggwise.embedded.tests.signature.ScannedClass.Member;
import org.braggwise.embedded.tests.signature.SignatureList.ClassFact;
import org.braggwise.embedded.tests.signature.SignatureList.MemberFact;

/**
 * Holds the stand-ins against KNIME's API: a visible class is of the same kind, has KNIME's super classes in their order, as far as
 * the stand-ins have them, and no interface that KNIME's has not; each visible member is KNIME's, with the same descriptor, flags,
 * generic signature and, of those known here, checked exceptions.
 */
final class StandInCheck {

    private static final Pattern KNIME = Pattern.compile("org/knime/[\\w/$]+");

    private final SignatureList m_list;
    private final Map<String, ScannedClass> m_classes = new TreeMap<>();
    private final List<String> m_wrong = new ArrayList<>();

    private StandInCheck(SignatureList list, List<ScannedClass> standIns) {
        m_list = list;
        standIns.stream().filter(c -> c.name.startsWith("org/knime/")).forEach(c -> m_classes.put(c.name, c));
    }

    /** @return what is wrong, a line each; empty for nothing */
    static List<String> wrong(SignatureList list, List<ScannedClass> standIns) {
        var check = new StandInCheck(list, standIns);
        check.m_classes.values().stream().filter(check::isVisible).forEach(check::check);
        return check.m_wrong;
    }

    private boolean isVisible(ScannedClass c) {
        int nested = c.name.lastIndexOf('$');
        ScannedClass outer = nested < 0 ? null : m_classes.get(c.name.substring(0, nested));
        return Flags.isVisible(c.access) && (outer == null || isVisible(outer));
    }

    private void check(ScannedClass c) {
        ClassFact fact = m_list.find(c.name);
        if (fact == null) {
            m_wrong.add(c.name + " is no class of KNIME's API");
            return;
        }
        same(c.name, "flags", Flags.listed(fact.flags()), Flags.ofClass(c));
        List<String> ancestors = new ArrayList<>(known(m_list.ancestors(fact)));
        if (ancestors.isEmpty() || m_classes.containsKey(ancestors.get(ancestors.size() - 1))) {
            ancestors.add("java/lang/Object"); // behind a super class that KNIME does not show
        }
        same(c.name, "super classes", ancestors, ancestors(c));
        Set<String> interfaces = m_list.allInterfaces(fact);
        for (String i : c.interfaces) {
            if (!interfaces.contains(i)) {
                m_wrong.add(c.name + " implements " + i + ", KNIME's does not");
            }
        }
        c.members.stream().filter(m -> Flags.isVisible(m.access())).forEach(m -> check(c, fact, m));
    }

    private void same(String where, String what, Object expected, Object found) {
        if (!expected.equals(found)) {
            m_wrong.add(where + ": " + what + ": found " + found + ", KNIME has " + expected);
        }
    }

    private List<String> known(List<String> names) {
        return names.stream()
                .filter(n -> !n.startsWith("org/knime/") || m_classes.containsKey(n))
                .toList();
    }

    private List<String> ancestors(ScannedClass c) {
        List<String> chain = new ArrayList<>();
        for (ScannedClass at = c; at != null; at = m_classes.get(at.superName)) {
            chain.add(at.superName);
        }
        return chain;
    }

    private void check(ScannedClass c, ClassFact fact, Member member) {
        String where = c.name + "." + member.key();
        MemberFact expected = fact.members().get(member.key());
        if (expected == null && isBridge(member) && m_list.resolve(c.name, member.key()) != null) {
            return; // compilers differ in where they repeat a bridge
        }
        if (expected == null) {
            m_wrong.add(where + " is no member of KNIME's class");
            return;
        }
        same(
                where,
                "flags",
                Flags.listed(expected.flags()),
                member.method() ? Flags.ofMethod(c, member.access()) : Flags.ofField(member.access()));
        same(
                where,
                "exceptions",
                new LinkedHashSet<>(known(expected.exceptions())),
                new LinkedHashSet<>(member.exceptions()));
        if (!isBridge(member) && allKnown(expected.signature())) {
            same(where, "generic signature", String.valueOf(expected.signature()), String.valueOf(member.signature()));
        }
    }

    private static boolean isBridge(Member member) {
        return (member.access() & org.objectweb.asm.Opcodes.ACC_BRIDGE) != 0;
    }

    private boolean allKnown(String signature) {
        if (signature != null) {
            for (Matcher m = KNIME.matcher(signature); m.find(); ) {
                if (!m_classes.containsKey(m.group())) {
                    return false;
                }
            }
        }
        return true;
    }
}
