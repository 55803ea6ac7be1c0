// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.headless.workflow;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class AnnotationTextTest {

    private static AnnotationText of(String text, String contentType) {
        return AnnotationText.of(new Config().put("text", text).put("contentType", contentType));
    }

    @Test
    void whatIsWrittenIsRead() {
        String html = AnnotationText.html("Learn & predict", "a < b\n\nSecond paragraph");
        assertEquals("<h5>Learn &amp; predict</h5><p>a &lt; b</p><p>Second paragraph</p>", html);
        AnnotationText read = of(html, "text/html");
        assertEquals(new AnnotationText("Learn & predict", "a < b\nSecond paragraph"), read);
        assertEquals("Learn & predict\na < b\nSecond paragraph", read.all());
    }

    /** Only a heading at the begin is the title. */
    @Test
    void htmlWithoutHeadingHasNoTitle() {
        assertEquals(
                new AnnotationText("", "First\nThen"), of("<p><strong>First</strong></p><h2>Then</h2>", "text/html"));
    }

    /** As annotations were stored before KNIME 5.1. */
    @Test
    void plainTextIsTakenAsItIs() {
        assertEquals(new AnnotationText("", "<h5>a</h5> &amp; b"), of(" <h5>a</h5> &amp; b\n", "text/plain"));
    }
}
