// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.headless.workflow;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** The nodes' ids and the connections between them: no cycle, no input port with two connections. */
public final class WorkflowGraph {

    private final SortedMap<Integer, List<Connection>> m_in = new TreeMap<>();
    private final SortedMap<Integer, List<Connection>> m_out = new TreeMap<>();
    private final List<Integer> m_order;

    /**
     * @param nodes the ids
     * @param connections between them
     * @throws WorkflowException naming the connection that starts or ends at no node, the input port that has two, or the nodes of a
     *             cycle
     */
    public WorkflowGraph(Collection<Integer> nodes, Collection<Connection> connections) throws WorkflowException {
        for (int id : nodes) {
            m_in.put(id, new ArrayList<>());
            m_out.put(id, new ArrayList<>());
        }
        Map<List<Integer>, Connection> byInput = new HashMap<>();
        for (Connection c : connections) {
            requireNode(c.source(), c);
            requireNode(c.dest(), c);
            Connection other = byInput.put(List.of(c.dest(), c.destPort()), c);
            if (other != null) {
                throw new WorkflowException("Two connections end at input port " + c.destPort() + " of node " + c.dest()
                        + ": " + other + " and " + c + ". A port takes one.");
            }
            m_in.get(c.dest()).add(c);
            m_out.get(c.source()).add(c);
        }
        m_order = sort();
    }

    private void requireNode(int id, Connection c) throws WorkflowException {
        if (!m_in.containsKey(id)) {
            throw new WorkflowException(
                    "Connection " + c + ": there is no node " + id + "; the nodes are " + m_in.keySet() + ".");
        }
    }

    /** Kahn's algorithm, lowest id first, so that the order is the same every time. */
    private List<Integer> sort() throws WorkflowException {
        Map<Integer, Integer> waiting = new HashMap<>();
        PriorityQueue<Integer> ready = new PriorityQueue<>();
        m_in.forEach((id, in) -> {
            waiting.put(id, in.size());
            if (in.isEmpty()) {
                ready.add(id);
            }
        });
        List<Integer> order = new ArrayList<>();
        while (!ready.isEmpty()) {
            int id = ready.remove();
            order.add(id);
            waiting.remove(id);
            for (Connection c : m_out.get(id)) {
                if (waiting.merge(c.dest(), -1, Integer::sum) == 0) {
                    ready.add(c.dest());
                }
            }
        }
        if (!waiting.isEmpty()) {
            throw new WorkflowException("The connections form a cycle through the nodes " + cycle(waiting.keySet())
                    + ": a node cannot wait for its own result. Remove one of the connections.");
        }
        return List.copyOf(order);
    }

    /** Walks backwards among nodes that all wait for another of them until one comes again. */
    private List<Integer> cycle(Set<Integer> stuck) {
        LinkedHashSet<Integer> path = new LinkedHashSet<>();
        int id = stuck.stream().mapToInt(i -> i).min().orElseThrow();
        while (path.add(id)) {
            id = m_in.get(id).stream()
                    .mapToInt(Connection::source)
                    .filter(stuck::contains)
                    .findFirst()
                    .orElseThrow();
        }
        List<Integer> cycle = new ArrayList<>(path);
        List<Integer> found = new ArrayList<>(cycle.subList(cycle.indexOf(id), cycle.size()));
        java.util.Collections.reverse(found);
        return found;
    }

    /** @return the ids, each after all that it depends on; among free choices the lowest id first */
    public List<Integer> order() {
        return m_order;
    }

    /** @return the connections that end at the node, in the workflow's order */
    public List<Connection> into(int node) {
        return List.copyOf(m_in.get(node));
    }

    /** @return the connections that start at the node, in the workflow's order */
    public List<Connection> outOf(int node) {
        return List.copyOf(m_out.get(node));
    }
}
