// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.headless.output;

import java.util.Locale;

/** A vector's shape as a small drawing in the line of text. */
final class Sparkline {

    private static final int WIDTH = 200;
    private static final int HEIGHT = 36;

    private Sparkline() {}

    /**
     * @param values the curve; not finite ones leave a gap
     * @param title for the reader who cannot see it
     * @return an SVG element
     */
    static String svg(double[] values, String title) {
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (double v : values) {
            if (Double.isFinite(v)) {
                low = Math.min(low, v);
                high = Math.max(high, v);
            }
        }
        // A curve of positive values starts at zero: heights can be compared.
        low = Math.min(low, 0);
        double range = high > low ? high - low : 1;
        StringBuilder path = new StringBuilder();
        boolean pen = false;
        for (int i = 0; i < values.length; i++) {
            if (Double.isFinite(values[i])) {
                path.append(pen ? 'L' : 'M')
                        .append(String.format(
                                Locale.ROOT,
                                "%.1f %.1f",
                                values.length < 2 ? 0.0 : (double) WIDTH * i / (values.length - 1),
                                1 + (HEIGHT - 2) * (1 - (values[i] - low) / range)));
            }
            pen = Double.isFinite(values[i]);
        }
        return "<svg class=\"spark\" viewBox=\"0 0 " + WIDTH + " " + HEIGHT + "\" role=\"img\"><title>"
                + Html.text(title) + "</title><path d=\"" + path + "\"/></svg>";
    }
}
