// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.embedded.tests.table;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

import org.braggwise.embedded.EmbeddedExecution;
import org.braggwise.embedded.ProgressListener;
import org.junit.jupiter.api.Test;
import org.knime.core.node.ExecutionContext;
import org.knime.core.node.ExecutionMonitor;

class ProgressTest {

    private final AtomicReference<Double> m_progress = new AtomicReference<>(0.0);
    private final AtomicReference<String> m_message = new AtomicReference<>();
    private final ExecutionContext m_exec = EmbeddedExecution.newContext(
            Path.of("unused"),
            new ProgressListener() {
                @Override
                public void progress(double progress) {
                    m_progress.set(progress);
                }

                @Override
                public void message(Supplier<String> message) {
                    m_message.set(message.get());
                }
            },
            () -> false);

    @Test
    void partsAddUp() {
        ExecutionMonitor first = m_exec.createSubProgress(0.25);
        first.setProgress(0.5);
        assertEquals(0.125, m_progress.get(), 1e-12);
        ExecutionMonitor inner = m_exec.createSubExecutionContext(0.5).createSubProgress(0.1);
        inner.setProgress(1);
        assertEquals(0.175, m_progress.get(), 1e-12);
        first.setProgress(0.1);
        assertEquals(0.175, m_progress.get(), 1e-12, "progress never goes back");
        first.setProgress(7);
        assertEquals(0.3, m_progress.get(), 1e-12, "and never beyond its share");
    }

    @Test
    void messagesOfPartsStandBehindThatOfTheWhole() {
        m_exec.setMessage("Training");
        ExecutionMonitor part = m_exec.createSubProgress(0.5);
        part.setProgress(0.1, "Epoch 3");
        assertEquals("Training - Epoch 3", m_message.get());
        m_exec.createSilentSubProgress(0.5).setMessage("not shown");
        assertEquals("Training - Epoch 3", m_message.get());
        m_exec.setProgress(0.6, () -> "Calibration");
        assertEquals("Calibration", m_message.get());
    }
}
