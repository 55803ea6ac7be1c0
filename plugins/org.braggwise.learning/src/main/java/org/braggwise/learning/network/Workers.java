// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.learning.network;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.IntFunction;

/**
 * Threads that share the parts of one piece of work, and the question whether anybody still wants it. Which thread does which part is left
 * open, so parts must not depend on it.
 */
public final class Workers implements AutoCloseable {

    /** One part of the work. */
    public interface Part {
        /**
         * @param part which one
         * @param thread 0 to threads - 1: whose working memory may be used
         */
        void run(int part, int thread);
    }

    private static final int POLL_MILLISECONDS = 50;
    private static final int IDLE_SECONDS = 10;

    private final int m_threads;
    private volatile BooleanSupplier m_cancelled = () -> false;
    private final ExecutorService m_pool;

    /** @param threads at least 1; the calling thread is one of them */
    public Workers(int threads) {
        m_threads = Math.max(1, threads);
        m_pool = m_threads == 1 ? null : pool(m_threads - 1);
    }

    /** Idle threads end by themselves, whoever forgets to close. */
    private static ExecutorService pool(int threads) {
        var pool = new ThreadPoolExecutor(
                threads, threads, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), r -> {
                    Thread t = new Thread(r, "braggwise-network");
                    t.setDaemon(true);
                    return t;
                });
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    public int threads() {
        return m_threads;
    }

    /** Asks before every part whether to give up; once the answer is yes, {@link #run} throws a CancellationException. */
    public void cancelWhen(BooleanSupplier cancelled) {
        m_cancelled = cancelled;
    }

    /**
     * For work between two {@link #run} and within long parts.
     *
     * @throws CancellationException once the work is cancelled
     */
    public void checkCancelled() {
        if (m_cancelled.getAsBoolean()) {
            throw new CancellationException("The work was cancelled.");
        }
    }

    /** Runs the parts 0 to parts - 1 and returns when all are done; the first exception of any of them is thrown. */
    public void run(int parts, Part work) {
        var next = new AtomicInteger();
        int helpers = Math.min(m_threads, parts) - 1;
        var done = new CountDownLatch(Math.max(0, helpers));
        var failure = new AtomicReference<Throwable>();
        for (int h = 1; h <= helpers; h++) {
            int thread = h;
            m_pool.execute(() -> {
                try {
                    loop(parts, work, next, thread, failure);
                } finally {
                    done.countDown();
                }
            });
        }
        loop(parts, work, next, 0, failure);
        boolean interrupted = false;
        while (true) {
            try {
                done.await();
                break;
            } catch (InterruptedException e) {
                interrupted = true; // the parts use shared memory: it must not be given back before they end
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        Throwable t = failure.get();
        if (t instanceof RuntimeException r) {
            throw r;
        }
        if (t instanceof Error e) {
            throw e;
        }
    }

    /** @return what each part from 0 to parts - 1 makes, in this order; see {@link #run} */
    public <T> List<T> map(int parts, IntFunction<T> work) {
        List<T> all = new ArrayList<>(Collections.nCopies(parts, null));
        run(parts, (part, thread) -> all.set(part, work.apply(part)));
        return all;
    }

    /**
     * Runs foreign code that asks nobody whether to go on. Where the work is cancelled the call returns at once, and the code, whose result
     * nobody hears of, ends by itself: it must not write to anything that others use.
     *
     * @throws CancellationException once the work is cancelled, or this thread interrupted
     */
    public <T> T abandonable(Callable<T> work) {
        var task = new FutureTask<>(work);
        Thread thread = new Thread(task, "braggwise-abandonable");
        thread.setDaemon(true);
        thread.start();
        while (true) {
            try {
                return task.get(POLL_MILLISECONDS, TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                checkCancelled();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new CancellationException("The work was interrupted.");
            } catch (ExecutionException e) {
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

    private void loop(int parts, Part work, AtomicInteger next, int thread, AtomicReference<Throwable> failure) {
        int part;
        while (failure.get() == null && (part = next.getAndIncrement()) < parts) {
            try {
                checkCancelled();
                work.run(part, thread);
            } catch (Throwable t) { // handed to the calling thread
                failure.compareAndSet(null, t);
            }
        }
    }

    @Override
    public void close() {
        if (m_pool != null) {
            m_pool.shutdownNow();
        }
    }
}
