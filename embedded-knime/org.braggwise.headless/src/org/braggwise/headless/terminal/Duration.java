// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.headless.terminal;

import java.util.Locale;

/** Times as people read them. */
public final class Duration {

    private Duration() {}

    /**
     * @param seconds 0 or more
     * @return {@code 0.4 s}, {@code 59 s}, {@code 2:05 min}, {@code 1:02:05 h}
     */
    public static String text(double seconds) {
        if (seconds < 9.95) {
            return String.format(Locale.ROOT, "%.1f s", Math.max(0, seconds));
        }
        long s = Math.round(seconds);
        if (s < 60) {
            return s + " s";
        }
        return s < 3600
                ? String.format("%d:%02d min", s / 60, s % 60)
                : String.format("%d:%02d:%02d h", s / 3600, s / 60 % 60, s % 60);
    }

    /**
     * How long a job will still take if it goes on as before.
     *
     * @param seconds since it began
     * @param fraction done, 0 to 1
     * @return seconds, or NaN where too little is done to say
     */
    public static double remaining(double seconds, double fraction) {
        return fraction >= 0.02 && fraction <= 1 && seconds >= 1 ? seconds * (1 - fraction) / fraction : Double.NaN;
    }
}
