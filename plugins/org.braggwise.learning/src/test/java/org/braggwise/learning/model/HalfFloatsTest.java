// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.learning.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HalfFloatsTest {

    /** The standard's own definition of each of the 65,536 numbers, in doubles. */
    private static double defined(int half) {
        int exponent = half >> 10 & 0x1f;
        int fraction = half & 0x3ff;
        double magnitude = exponent == 0
                ? fraction * Math.pow(2, -24)
                : exponent == 31
                        ? fraction == 0 ? Double.POSITIVE_INFINITY : Double.NaN
                        : Math.pow(2, exponent - 15) * (1 + fraction / 1024.0);
        return (half & 0x8000) == 0 ? magnitude : -magnitude;
    }

    @Test
    void everyHalfIsTheStandardsNumberAndComesBack() {
        for (int h = 0; h < 1 << 16; h++) {
            double expected = defined(h);
            float found = HalfFloats.toFloat((short) h);
            assertEquals(expected, found, 0, Integer.toHexString(h));
            if (!Double.isNaN(expected)) {
                assertEquals((short) h, HalfFloats.toHalf(found), Integer.toHexString(h));
            }
        }
        assertTrue(Float.isNaN(HalfFloats.toFloat(HalfFloats.toHalf(Float.NaN))));
    }

    @Test
    void theNearestIsTaken() {
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 200_000; i++) {
            float x = (float) (random.nextGaussian() * Math.pow(10, random.nextDouble(-9, 4)));
            short h = HalfFloats.toHalf(x);
            double error = Math.abs(HalfFloats.toFloat(h) - x);
            if (error != 0) {
                assertTrue(
                        error <= Math.abs(HalfFloats.toFloat((short) (h + 1)) - x), x + " as " + HalfFloats.toFloat(h));
                assertTrue(error <= Math.abs(HalfFloats.toFloat((short) (h - 1)) - x) || (h & 0x7fff) == 0, "" + x);
            }
        }
    }

    @ParameterizedTest(name = "{0} as {1}")
    @CsvSource({
        "1.00048828125, 1", // half way between 1 and its neighbour: the even one
        "1.00146484375, 1.001953125",
        "65519, 65504",
        "65520, Infinity",
        "2.98e-8, 0",
        "2.99e-8, 5.9604645e-8",
        "6.1035e-5, 6.1035156e-5"
    })
    void tiesGoToTheEvenOne(float value, float expected) {
        assertEquals(expected, HalfFloats.toFloat(HalfFloats.toHalf(value)), 1e-9f * Math.abs(expected));
        assertEquals(-expected, HalfFloats.toFloat(HalfFloats.toHalf(-value)), 1e-9f * Math.abs(expected));
    }
}
