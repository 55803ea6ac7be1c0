// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.headless.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

import org.braggwise.headless.run.NodeState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TerminalTest {

    private final ByteArrayOutputStream m_bytes = new ByteArrayOutputStream();
    private final PrintStream m_out = new PrintStream(m_bytes, true, StandardCharsets.UTF_8);

    private String text() {
        return m_bytes.toString(StandardCharsets.UTF_8).replace("\r\n", "\n");
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0.0 s",
        "0.44, 0.4 s",
        "9.94, 9.9 s",
        "9.96, 10 s",
        "59.4, 59 s",
        "59.6, 1:00 min",
        "125, 2:05 min",
        "3725, 1:02:05 h"
    })
    void durations(double seconds, String expected) {
        assertEquals(expected, Duration.text(seconds));
    }

    @Test
    void remainingIsProportionalAndUnknownAtTheStart() {
        assertEquals(30, Duration.remaining(10, 0.25), 1e-12);
        assertTrue(Double.isNaN(Duration.remaining(10, Double.NaN)));
        assertTrue(Double.isNaN(Duration.remaining(10, 0)));
        assertTrue(Double.isNaN(Duration.remaining(0.1, 0.5)));
    }

    @Test
    void plainLinesComeEveryTenthOrHalfMinute() {
        AtomicLong clock = new AtomicLong();
        try (Display display = new PlainDisplay(m_out, m_out, clock::get)) {
            display.started(3, "XRD Simulator");
            for (int percent = 0; percent <= 100; percent++) {
                clock.addAndGet(200_000_000L);
                int done = percent;
                display.progress(3, percent / 100.0, () -> done + " of 100 structures");
            }
            display.finished(3, "XRD Simulator", NodeState.EXECUTED, "100 Patterns, 2 Problems", 20.2, null);
            display.progress(3, 1, () -> "late");
        }
        String[] lines = text().split("\n");
        assertEquals("3 XRD Simulator: started", lines[0]);
        assertEquals("3 XRD Simulator: 10 %, 10 of 100 structures, 2.2 s, about 20 s left", lines[1]);
        assertEquals("3 XRD Simulator: executed, 100 Patterns, 2 Problems, 20 s", lines[lines.length - 1]);
        assertEquals(12, lines.length, text());
        clock.set(0);
        m_bytes.reset();
        Display slow = new PlainDisplay(m_out, m_out, clock::get);
        slow.started(1, "Learner");
        clock.set(31_000_000_000L);
        slow.progress(1, Double.NaN, () -> "epoch 1");
        assertEquals("1 Learner: started\n1 Learner: epoch 1, 31 s\n", text());
    }

    @Test
    void liveLinesStayInsideTheTerminalAndEndedNodesStay() {
        try (Display display = new LiveDisplay(m_out, m_out, 60, false)) {
            display.started(1, "A node with a very long name indeed");
            display.progress(1, 0.5, () -> "a message that is much longer than the sixty columns of this terminal");
            display.line("a line");
            display.finished(1, "A node", NodeState.FAILED, "", 1.25, "it broke");
        }
        String text = text();
        assertTrue(text.contains("━━━━━━━━━━··········  50 %"), text);
        assertTrue(text.contains("1 A node                 ✗ failed, 1.3 s: it broke"), text);
        for (String line : text.replaceAll("\u001b\\[\\d*[A-Z]", "").split("[\n\r]")) {
            assertTrue(line.length() < 60, line);
        }
    }

    @Test
    void tableAlignsNumbersAtTheRight() {
        TextTable table = new TextTable(Set.of(1), "node", "rows", "message");
        table.row("1 CIF Reader", "53", "");
        table.row("10 X", "1200", "all fine");
        assertEquals("node          rows  message\n1 CIF Reader    53\n10 X          1200  all fine\n", table.text());
    }
}
