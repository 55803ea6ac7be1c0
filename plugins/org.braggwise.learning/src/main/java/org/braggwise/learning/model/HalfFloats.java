// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.learning.model;

/**
 * IEEE 754-2019 binary16: 1 sign, 5 exponent and 10 fraction bits. A trained weight loses at most 1 / 2048 of itself, and a model file half
 * of its size. Java has the conversion from version 20 on; this one is for 17.
 */
final class HalfFloats {

    /** The largest finite number. */
    static final float MAX = 65504f;

    private HalfFloats() {}

    /** @return the nearest binary16, ties to the even one; what is too large becomes infinite */
    static short toHalf(float value) {
        int bits = Float.floatToIntBits(value);
        int sign = bits >>> 16 & 0x8000;
        int magnitude = bits & 0x7fffffff;
        if (magnitude > 0x7f800000) {
            return (short) (sign | 0x7e00); // NaN
        }
        if (magnitude >= 0x47800000) {
            return (short) (sign | 0x7c00); // 2^16 and more
        }
        if (magnitude < 0x38800000) { // below 2^-14: a multiple of 2^-24
            float scaled = Float.intBitsToFloat(magnitude) * 0x1p24f;
            return (short) (sign | (int) Math.rint(scaled));
        }
        int rounded = magnitude - 0x38000000; // exponents from -15 instead of -127
        int half = rounded >>> 13;
        int rest = rounded & 0x1fff;
        half += rest > 0x1000 || rest == 0x1000 && (half & 1) == 1 ? 1 : 0; // may carry on to infinity, as it should
        return (short) (sign | half);
    }

    /** @return the same number */
    static float toFloat(short half) {
        int sign = half & 0x8000;
        int exponent = half >>> 10 & 0x1f;
        int fraction = half & 0x3ff;
        float magnitude =
                switch (exponent) {
                    case 0 -> fraction * 0x1p-24f;
                    case 0x1f -> fraction == 0 ? Float.POSITIVE_INFINITY : Float.NaN;
                    default -> Float.intBitsToFloat(exponent + 112 << 23 | fraction << 13);
                };
        return sign == 0 ? magnitude : -magnitude;
    }
}
