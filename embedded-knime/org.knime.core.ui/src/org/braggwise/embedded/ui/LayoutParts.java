// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.embedded.ui;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import org.knime.node.parameters.layout.After;
import org.knime.node.parameters.layout.Before;

/**
 * The parts of a dialog, such as its sections, as KNIME puts them into one tree: a part lies in the class that it is nested in, unless it, or
 * a part beside it that it has an order with, is put before or after a part of another class; then it lies there. A dialog whose parts make
 * more than one tree KNIME does not open, nor does it load the node, whose description follows the dialog.
 */
final class LayoutParts {

    private final Set<Class<?>> m_parts = new HashSet<>();

    /** Two parts, the earlier one first. */
    private final List<List<Class<?>>> m_order = new ArrayList<>();

    /** Parts of the same class that a part has an order with. */
    private final Map<Class<?>, Set<Class<?>>> m_beside = new HashMap<>();
    /** Parts of other classes that it is put before or after. */
    private final Map<Class<?>, Set<Class<?>>> m_elsewhere = new HashMap<>();

    private LayoutParts() {}

    /**
     * @param used the parts that hold a field
     * @throws IllegalStateException where they make no tree or their order has a circle
     */
    static void check(Collection<Class<?>> used) {
        var parts = new LayoutParts();
        Deque<Class<?>> open = new ArrayDeque<>(used);
        while (!open.isEmpty()) {
            parts.add(open.pop(), open);
        }
        parts.checkOrder();
        Set<Class<?>> roots = used.stream().map(parts::root).collect(Collectors.toCollection(LinkedHashSet::new));
        if (roots.size() > 1) {
            throw new IllegalStateException("The parts of the dialog make more than one tree, which begin at " + roots
                    + ": put those of one class after those of the other");
        }
    }

    private void add(Class<?> part, Deque<Class<?>> open) {
        if (!m_parts.add(part)) {
            return;
        }
        if (part.getEnclosingClass() != null) {
            open.push(part.getEnclosingClass());
        }
        After after = part.getAnnotation(After.class);
        if (after != null) {
            link(part, after.value());
            open.push(after.value());
            m_order.add(List.of(after.value(), part));
        }
        Before before = part.getAnnotation(Before.class);
        if (before != null) {
            link(part, before.value());
            open.push(before.value());
            m_order.add(List.of(part, before.value()));
        }
    }

    private void link(Class<?> part, Class<?> target) {
        Class<?> holder = part.getEnclosingClass();
        if (holder != null && holder == target.getEnclosingClass()) {
            m_beside.computeIfAbsent(part, k -> new HashSet<>()).add(target);
            m_beside.computeIfAbsent(target, k -> new HashSet<>()).add(part);
        } else if (part.isNestmateOf(target)) {
            throw new IllegalStateException(
                    part.getName() + " is put beside " + target.getName() + ", expected a part that lies beside it");
        } else {
            m_elsewhere.computeIfAbsent(part, k -> new HashSet<>()).add(target);
        }
    }

    private void checkOrder() {
        Set<Class<?>> left = new HashSet<>(m_parts);
        boolean removed = true;
        while (removed) {
            Set<Class<?>> later = m_order.stream()
                    .filter(o -> left.contains(o.get(0)))
                    .map(o -> o.get(1))
                    .collect(Collectors.toSet());
            removed = left.removeIf(p -> !later.contains(p));
        }
        if (!left.isEmpty()) {
            throw new IllegalStateException("The order of the parts of the dialog has a circle: " + left);
        }
    }

    private Class<?> root(Class<?> part) {
        Class<?> holder = holder(part);
        return holder == null ? part : root(holder);
    }

    /** @return what the part lies in, null for nothing */
    private Class<?> holder(Class<?> part) {
        Set<Class<?>> beside = new LinkedHashSet<>();
        Deque<Class<?>> open = new ArrayDeque<>(Set.of(part));
        while (!open.isEmpty()) {
            Class<?> next = open.pop();
            if (beside.add(next)) {
                open.addAll(m_beside.getOrDefault(next, Set.of()));
            }
        }
        Set<Class<?>> holders = beside.stream()
                .flatMap(p -> m_elsewhere.getOrDefault(p, Set.of()).stream())
                .map(this::holder)
                .collect(Collectors.toSet());
        if (holders.size() > 1) {
            throw new IllegalStateException(part.getName() + " is put into more than one place: " + holders);
        }
        return holders.isEmpty() ? part.getEnclosingClass() : holders.iterator().next();
    }
}
