// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.embedded.tests.signature;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The facts of KNIME's API: one line each for a package, a class, a field, a method. Names have slashes, as in bytecode. */
final class SignatureList {

    /** @param interfaces of the class itself */
    record ClassFact(
            String name,
            String superName,
            List<String> interfaces,
            Set<String> flags,
            boolean sealed,
            Map<String, MemberFact> members) {

        boolean has(String flag) {
            return flags.contains(flag);
        }

        /** The list calls an annotation by that word alone; bytecode calls it as any interface. */
        boolean isInterface() {
            return has("interface") || has("annotation");
        }
    }

    /**
     * @param exceptions declared
     * @param signature generic signature, null where there is none
     */
    record MemberFact(String owner, String key, Set<String> flags, List<String> exceptions, String signature) {

        boolean has(String flag) {
            return flags.contains(flag);
        }
    }

    private static final Pattern CLASS =
            Pattern.compile("C (\\S+) extends (\\S+)(?: implements (\\S+))? flags=(\\S*)(.*)");
    private static final Pattern METHOD = Pattern.compile("M ([^.]+)\\.([^(]+)(\\(\\S+) flags=(\\S*)(.*)");
    private static final Pattern FIELD = Pattern.compile("F ([^.]+)\\.([^:]+):(\\S+) flags=(\\S*)(.*)");
    private static final Pattern THROWS = Pattern.compile("^ throws (\\S+)");
    private static final Pattern SIGNATURE = Pattern.compile(" sig=(\\S+)$");

    private final Map<String, ClassFact> m_classes = new HashMap<>();
    private final Set<String> m_internalPackages = new LinkedHashSet<>();

    /** @throws IOException naming the line that is no fact */
    static SignatureList read(Path file) throws IOException {
        var list = new SignatureList();
        try (BufferedReader in = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                list.add(line);
            }
        }
        return list;
    }

    private void add(String line) throws IOException {
        Matcher c = CLASS.matcher(line);
        Matcher m = METHOD.matcher(line);
        Matcher f = FIELD.matcher(line);
        if (line.startsWith("P ")) {
            if (line.contains("x-internal") || line.contains("x-friends")) {
                m_internalPackages.add(line.split(" ")[1]);
            }
        } else if (c.matches()) {
            m_classes.put(
                    c.group(1),
                    new ClassFact(
                            c.group(1),
                            c.group(2),
                            c.group(3) == null ? List.of() : List.of(c.group(3).split(",")),
                            flags(c.group(4)),
                            c.group(5).contains(" permits "),
                            new HashMap<>()));
        } else if (m.matches()) {
            addMember(m.group(1), m.group(2) + m.group(3), m.group(4), m.group(5), line);
        } else if (f.matches()) {
            addMember(f.group(1), f.group(2) + ":" + f.group(3), f.group(4), f.group(5), line);
        } else if (!line.startsWith("#") && !line.startsWith("B ")) {
            throw new IOException("No fact: " + line);
        }
    }

    private void addMember(String owner, String key, String flags, String rest, String line) throws IOException {
        ClassFact of = m_classes.get(owner);
        if (of == null) {
            throw new IOException("The class stands after its member: " + line);
        }
        Matcher exceptions = THROWS.matcher(rest);
        Matcher signature = SIGNATURE.matcher(rest);
        of.members()
                .put(
                        key,
                        new MemberFact(
                                owner,
                                key,
                                flags(flags),
                                exceptions.find() ? List.of(exceptions.group(1).split(",")) : List.of(),
                                signature.find() ? signature.group(1) : null));
    }

    private static Set<String> flags(String flags) {
        return new LinkedHashSet<>(Arrays.asList(flags.split(",")));
    }

    /** @return null where the list lacks it */
    ClassFact find(String name) {
        return m_classes.get(name);
    }

    /** The list has classes of exported packages only; those not meant for everybody are marked. */
    boolean isInternal(String className) {
        return m_internalPackages.contains(className.substring(0, className.lastIndexOf('/')));
    }

    /** @return the super classes from the nearest on, as far as the list has them, and the first that it does not have */
    List<String> ancestors(ClassFact of) {
        List<String> chain = new ArrayList<>();
        for (ClassFact at = of; at != null; at = find(at.superName())) {
            chain.add(at.superName());
        }
        return chain;
    }

    /** @return all interfaces, those of super classes and super interfaces included */
    Set<String> allInterfaces(ClassFact of) {
        Set<String> all = new LinkedHashSet<>();
        collect(of, all);
        return all;
    }

    private void collect(ClassFact of, Set<String> into) {
        if (of != null) {
            for (String i : of.interfaces()) {
                into.add(i);
                collect(find(i), into);
            }
            collect(find(of.superName()), into);
        }
    }

    /** @return the member as a class sees it: its own, else one of its super classes, else one of its interfaces; null for none */
    MemberFact resolve(String owner, String key) {
        ClassFact of = find(owner);
        if (of == null) {
            return null;
        }
        for (ClassFact at = of; at != null; at = find(at.superName())) {
            if (at.members().containsKey(key)) {
                return at.members().get(key);
            }
        }
        for (String i : allInterfaces(of)) {
            ClassFact at = find(i);
            if (at != null && at.members().containsKey(key)) {
                return at.members().get(key);
            }
        }
        return null;
    }
}
