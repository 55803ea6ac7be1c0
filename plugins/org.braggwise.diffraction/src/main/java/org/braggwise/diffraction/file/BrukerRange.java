// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.diffraction.file;

/**
 * A range of a Bruker RAW file: even steps, and for each point a 4-byte intensity, followed by the 8-byte values of the parameters that vary.
 *
 * @param version of the format
 * @param count of points by the header
 * @param start the first angle, in degrees
 * @param step in degrees, may be below 0
 * @param bytesEach bytes of a point, 4 or more
 * @param varying which parameters follow each intensity, a bit each; 0 where what follows is not known, and skipped
 */
record BrukerRange(String version, long count, double start, double step, int bytesEach, int varying) {

    private static final int TWO_THETA = 0;
    private static final int TIME = 10;

    /** Reads the points, which begin where the cursor stands. */
    void read(ScanBuilder scan, ByteCursor in, String source) {
        if (!(Math.abs(step) > 1e-6) || Math.abs(step) > 90 || !(Math.abs(start) < 360)) {
            throw PatternFileException.atByte(
                    source,
                    in.position(),
                    "start " + start + " and step " + step,
                    "angles in degrees",
                    "The range header is damaged.");
        }
        int n = in.countUpToEnd(count, bytesEach, "points");
        for (int i = 0; i < n; i++) {
            point(scan, in, start + step * i);
        }
        if (n < count) {
            scan.interrupted(0, n + " points up to the end of the file", count + " by the header");
        }
    }

    private void point(ScanBuilder scan, ByteCursor in, double even) {
        double y = in.f32("an intensity");
        double angle = even;
        double seconds = Double.NaN;
        if (varying == 0) {
            in.skip(bytesEach - 4, "the rest of a point");
        }
        // in the order of their bits; of them all, angle and time are of use
        for (int bit = 0; bit < Integer.SIZE; bit++) {
            if ((varying >> bit & 1) == 1) {
                double v = in.f64("a varying parameter");
                angle = bit == TWO_THETA ? v : angle;
                seconds = bit == TIME ? v : seconds;
            }
        }
        scan.add(angle, y, 0);
        if (seconds > 0) {
            scan.addSeconds(seconds);
        }
    }
}
