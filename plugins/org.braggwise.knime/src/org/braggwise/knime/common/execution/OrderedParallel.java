// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.knime.common.execution;

import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.knime.core.node.CanceledExecutionException;
import org.knime.core.node.ExecutionMonitor;

/**
 * Works on a stream of items on all cores and hands the results on in the order of the items, with a bounded number of them in
 * memory: results do not depend on the number of threads, memory does not depend on the number of items.
 */
public final class OrderedParallel {

    /** What is done for one item, on any thread. */
    public interface Work<T, R> {
        R apply(T item) throws Exception;
    }

    /** What is done with one result, on the calling thread, in order. */
    public interface Sink<R> {
        void accept(R result) throws CanceledExecutionException;
    }

    /** How often a user's cancelling is looked for while an item takes long. */
    private static final long ASK_MILLISECONDS = 200;

    private OrderedParallel() {}

    /** @return the threads to use: the system property braggwise.threads where it is set (the launcher's --threads), else all cores */
    public static int threads() {
        return Math.max(
                1, Integer.getInteger("braggwise.threads", Runtime.getRuntime().availableProcessors()));
    }

    /**
     * @param expected number of items for the progress, 0 or less where unknown
     * @param what the progress message's noun: "structures"
     * @throws CanceledExecutionException at once when the user cancels; the work in hand is interrupted, and ends when it asks for it
     */
    public static <T, R> void run(
            Iterator<T> items, long expected, String what, Work<T, R> work, Sink<R> sink, ExecutionMonitor exec)
            throws CanceledExecutionException {
        run(items, expected, what, work, sink, exec, () -> {});
    }

    /**
     * Does the same with something that must be given back after the work, such as native memory.
     *
     * @param ended called once, when no thread works any more: where the user cancels that is after this method has thrown
     */
    public static <T, R> void run(
            Iterator<T> items,
            long expected,
            String what,
            Work<T, R> work,
            Sink<R> sink,
            ExecutionMonitor exec,
            Runnable ended)
            throws CanceledExecutionException {
        int threads = threads();
        var pool =
                new ThreadPoolExecutor(threads, threads, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), r -> {
                    Thread t = new Thread(r, "braggwise-" + what);
                    t.setDaemon(true);
                    return t;
                }) {
                    @Override
                    protected void terminated() {
                        ended.run();
                    }
                };
        try {
            var pending = new ArrayDeque<Future<R>>();
            long done = 0;
            while (items.hasNext() || !pending.isEmpty()) {
                while (items.hasNext() && pending.size() < 4 * threads) {
                    T item = items.next();
                    pending.add(pool.submit(() -> work.apply(item)));
                }
                exec.checkCanceled();
                sink.accept(take(pending.remove(), exec));
                done++;
                if (expected > 0) {
                    long n = done;
                    exec.setProgress(Math.min(1.0, (double) done / expected), () -> n + " of " + expected + " " + what);
                } else if (done % 100 == 0) {
                    exec.setMessage(done + " " + what);
                }
            }
        } finally {
            pool.shutdownNow();
        }
    }

    private static <R> R take(Future<R> future, ExecutionMonitor exec) throws CanceledExecutionException {
        try {
            while (true) {
                try {
                    return future.get(ASK_MILLISECONDS, TimeUnit.MILLISECONDS);
                } catch (TimeoutException e) {
                    exec.checkCanceled();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Cancelling.why(exec, null);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof CanceledExecutionException c) {
                throw c;
            }
            if (e.getCause() instanceof RuntimeException r) {
                throw r;
            }
            if (e.getCause() instanceof Error r) {
                throw r;
            }
            throw new IllegalStateException(e.getCause());
        }
    }
}
