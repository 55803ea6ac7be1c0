// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.headless.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import org.braggwise.headless.workflow.Connection;
import org.braggwise.headless.workflow.WorkflowException;
import org.braggwise.headless.workflow.WorkflowGraph;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

class SchedulerTest {

    private interface Body {
        boolean run(int node) throws Exception;
    }

    private static final class Recorder implements Scheduler.Work {
        private final List<Integer> m_executed = Collections.synchronizedList(new ArrayList<>());
        private final Map<Integer, Collection<Integer>> m_skipped = Collections.synchronizedMap(new TreeMap<>());
        private final Body m_body;

        Recorder(Body body) {
            m_body = body;
        }

        @Override
        public boolean execute(int node) {
            try {
                boolean ok = m_body.run(node);
                m_executed.add(node);
                return ok;
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public void skipped(int node, Collection<Integer> because) {
            m_skipped.put(node, List.copyOf(because));
        }
    }

    private static WorkflowGraph graph(int nodes, int... lines) throws WorkflowException {
        List<Connection> connections = new ArrayList<>();
        for (int i = 0; i < lines.length; i += 2) {
            connections.add(new Connection(lines[i], 1, lines[i + 1], i + 1));
        }
        return new WorkflowGraph(IntStream.rangeClosed(1, nodes).boxed().toList(), connections);
    }

    @RepeatedTest(20)
    void orderHoldsOnManyThreads() throws Exception {
        Recorder work = new Recorder(n -> true);
        new Scheduler(graph(7, 1, 2, 1, 3, 2, 4, 3, 4, 4, 5, 6, 7), 4, new CancelSwitch(), 1000).run(work);
        List<Integer> done = work.m_executed;
        assertEquals(7, Set.copyOf(done).size());
        assertTrue(
                done.indexOf(1) < done.indexOf(2)
                        && done.indexOf(2) < done.indexOf(4)
                        && done.indexOf(3) < done.indexOf(4)
                        && done.indexOf(4) < done.indexOf(5)
                        && done.indexOf(6) < done.indexOf(7),
                done.toString());
    }

    @Test
    void independentBranchesRunAtTheSameTime() throws Exception {
        // Each waits for the other: one after the other would never end.
        CyclicBarrier both = new CyclicBarrier(2);
        Recorder work = new Recorder(n -> n > 2 || both.await(20, TimeUnit.SECONDS) >= 0);
        assertTimeoutPreemptively(
                Duration.ofSeconds(30),
                () -> new Scheduler(graph(3, 1, 3, 2, 3), 2, new CancelSwitch(), 1000).run(work));
        assertEquals(3, work.m_executed.size());
    }

    @Test
    void noMoreThanTheThreadsRunAtTheSameTime() throws Exception {
        AtomicInteger now = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        Recorder work = new Recorder(n -> {
            most.accumulateAndGet(now.incrementAndGet(), Math::max);
            Thread.sleep(20);
            now.decrementAndGet();
            return true;
        });
        new Scheduler(graph(8), 2, new CancelSwitch(), 1000).run(work);
        assertEquals(8, work.m_executed.size());
        assertTrue(most.get() <= 2, "at the same time: " + most.get());
    }

    @Test
    void failureLeavesWhatDependsOnItAndOnlyThat() throws Exception {
        Recorder work = new Recorder(n -> n != 2);
        new Scheduler(graph(6, 1, 2, 2, 3, 3, 4, 1, 5, 5, 6), 2, new CancelSwitch(), 1000).run(work);
        assertEquals(Set.of(1, 2, 5, 6), Set.copyOf(work.m_executed));
        assertEquals(Map.of(3, List.of(2), 4, List.of(3)), work.m_skipped);
    }

    @Test
    void exceptionCountsAsFailure() throws Exception {
        Recorder work = new Recorder(n -> {
            throw new IllegalStateException("planted");
        });
        new Scheduler(graph(2, 1, 2), 2, new CancelSwitch(), 1000).run(work);
        assertEquals(Set.of(2), work.m_skipped.keySet());
    }

    @Test
    void cancelStartsNothingNew() throws Exception {
        CancelSwitch cancel = new CancelSwitch();
        Recorder work = new Recorder(n -> {
            cancel.cancel();
            return true;
        });
        Set<Integer> left = new Scheduler(graph(3, 1, 2, 2, 3), 2, cancel, 1000).run(work);
        assertEquals(List.of(1), work.m_executed);
        assertEquals(Set.of(2, 3), work.m_skipped.keySet());
        assertEquals(Set.of(), left);
    }

    @Test
    void nodeThatIgnoresCancelIsInterruptedAndThenLeftBehind() throws Exception {
        CancelSwitch cancel = new CancelSwitch();
        CountDownLatch interrupted = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        Recorder work = new Recorder(n -> {
            cancel.cancel();
            while (true) {
                try {
                    end.await();
                    return false;
                } catch (InterruptedException e) {
                    interrupted.countDown();
                }
            }
        });
        Set<Integer> left = assertTimeoutPreemptively(
                Duration.ofSeconds(20), () -> new Scheduler(graph(1), 1, cancel, 50).run(work));
        assertEquals(Set.of(1), left);
        assertTrue(interrupted.await(10, TimeUnit.SECONDS));
        end.countDown();
    }

    @Test
    void noThreadsAreRefused() throws Exception {
        WorkflowGraph graph = graph(1);
        assertThrows(IllegalArgumentException.class, () -> new Scheduler(graph, 0, new CancelSwitch(), 1));
    }
}
