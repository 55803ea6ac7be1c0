// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.headless.run;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import org.braggwise.headless.workflow.Connection;
import org.braggwise.headless.workflow.WorkflowGraph;

/**
 * Executes the nodes of a graph: each when all that it depends on is executed, independent ones at the same time.
 * What depends on a failed node stays unexecuted; the rest goes on. After a cancel nothing new starts.
 */
public final class Scheduler {

    /** What is done with a node, on a worker's thread. */
    public interface Work {

        /** @return whether the node is executed, so that those after it may start; an exception counts as false */
        boolean execute(int node);

        /** The node will not start: a node before it is not executed, or the run is cancelled. On the scheduler's thread. */
        void skipped(int node, Collection<Integer> because);
    }

    private record Done(int node, boolean executed) {}

    private final WorkflowGraph m_graph;
    private final int m_threads;
    private final CancelSwitch m_cancel;
    private final long m_graceMillis;

    /**
     * @param graph of the workflow
     * @param threads nodes that may run at the same time, at least 1
     * @param cancel stops it
     * @param graceMillis how long a running node may take to notice a cancel; then its thread is interrupted, and after as long
     *            again the node is left behind
     */
    public Scheduler(WorkflowGraph graph, int threads, CancelSwitch cancel, long graceMillis) {
        if (threads < 1) {
            throw new IllegalArgumentException("threads: found " + threads + ", expected at least 1");
        }
        m_graph = graph;
        m_threads = threads;
        m_cancel = cancel;
        m_graceMillis = graceMillis;
    }

    /**
     * Returns when every node is executed, failed or skipped.
     *
     * @param work for each node
     * @return the nodes that were still running when they were left behind after a cancel; else empty
     */
    public Set<Integer> run(Work work) {
        var pool = Executors.newFixedThreadPool(m_threads, r -> {
            Thread thread = new Thread(r, "braggwise-node");
            // A node that never notices a cancel must not keep the process alive.
            thread.setDaemon(true);
            return thread;
        });
        try {
            return run(work, node -> pool.submit(() -> node.run()));
        } finally {
            pool.shutdownNow();
        }
    }

    private interface Pool {
        Future<?> submit(Runnable work);
    }

    private Set<Integer> run(Work work, Pool pool) {
        var finished = new LinkedBlockingQueue<Done>();
        // An empty message wakes the loop for a cancel.
        m_cancel.onCancel(() -> finished.add(new Done(Integer.MIN_VALUE, false)));
        Map<Integer, Boolean> results = new HashMap<>();
        Map<Integer, Future<?>> running = new TreeMap<>();
        List<Integer> open = new ArrayList<>(m_graph.order());
        Set<Integer> interrupted = new HashSet<>();
        long deadline = Long.MAX_VALUE;
        while (true) {
            settle(open, results, running, work, pool, finished);
            if (running.isEmpty()) {
                return Set.of();
            }
            if (m_cancel.cancelled() && deadline == Long.MAX_VALUE) {
                deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(m_graceMillis);
            }
            try {
                long wait = deadline == Long.MAX_VALUE ? TimeUnit.MINUTES.toNanos(1) : deadline - System.nanoTime();
                Done done = finished.poll(Math.max(0, wait), TimeUnit.NANOSECONDS);
                if (done != null && running.remove(done.node()) != null) {
                    results.put(done.node(), done.executed());
                }
            } catch (InterruptedException e) {
                m_cancel.cancel();
            }
            if (deadline != Long.MAX_VALUE && System.nanoTime() >= deadline) {
                if (!interrupted.isEmpty()) {
                    return Set.copyOf(running.keySet());
                }
                running.forEach((node, future) -> {
                    future.cancel(true);
                    interrupted.add(node);
                });
                deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(m_graceMillis);
            }
        }
    }

    /** Starts or skips what can be decided now. {@code open} is in topological order, so one pass settles whole chains of skipped nodes. */
    private void settle(
            List<Integer> open,
            Map<Integer, Boolean> results,
            Map<Integer, Future<?>> running,
            Work work,
            Pool pool,
            LinkedBlockingQueue<Done> finished) {
        for (var nodes = open.iterator(); nodes.hasNext(); ) {
            int node = nodes.next();
            List<Integer> before = m_graph.into(node).stream()
                    .map(Connection::source)
                    .distinct()
                    .toList();
            List<Integer> failed = before.stream()
                    .filter(b -> Boolean.FALSE.equals(results.get(b)))
                    .toList();
            if (!failed.isEmpty() || m_cancel.cancelled()) {
                nodes.remove();
                results.put(node, false);
                work.skipped(node, failed);
            } else if (before.stream().allMatch(b -> Boolean.TRUE.equals(results.get(b)))) {
                nodes.remove();
                running.put(node, pool.submit(() -> {
                    boolean executed = false;
                    try {
                        executed = work.execute(node);
                    } finally {
                        finished.add(new Done(node, executed));
                    }
                }));
            }
        }
    }
}
