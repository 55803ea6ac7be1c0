// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.knime.common.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;

class EvenCurvesTest {

    private static JsonNode grid(EvenCurves curves) {
        var o = JsonNodeFactory.instance.objectNode();
        curves.putGrid(o);
        return o.get("grid");
    }

    private static float[] decoded(String text) {
        var values = ByteBuffer.wrap(Base64.getDecoder().decode(text))
                .order(ByteOrder.LITTLE_ENDIAN)
                .asFloatBuffer();
        float[] all = new float[values.remaining()];
        values.get(all);
        return all;
    }

    @Test
    void evenScansAreLeftAsTheyAre() {
        double[] x = IntStream.range(0, 1001)
                .mapToDouble(i -> Math.round(1e3 * (10 + 0.02 * i)) / 1e3)
                .toArray();
        var curves = new EvenCurves(x);
        assertEquals(1001, grid(curves).get("points").asInt());
        assertEquals(ViewArrays.float32(x), curves.float32(x));
    }

    /** Two ranges, the second in steps twice as wide: a peak in each stays where it is. */
    @Test
    void unevenScansKeepTheirPeaksAtTheirAngles() {
        double[] x = IntStream.range(0, 1001)
                .mapToDouble(i -> i <= 500 ? 10 + 0.02 * i : 20 + 0.04 * (i - 500))
                .toArray();
        for (double centre : new double[] {15, 32}) {
            double[] y = IntStream.range(0, x.length)
                    .mapToDouble(i -> Math.exp(-Math.pow((x[i] - centre) / 0.2, 2)))
                    .toArray();
            var curves = new EvenCurves(x);
            float[] drawn = decoded(curves.float32(y));
            JsonNode grid = grid(curves);
            assertEquals(drawn.length, grid.get("points").asInt());
            int top = IntStream.range(0, drawn.length)
                    .reduce((a, b) -> drawn[b] > drawn[a] ? b : a)
                    .orElseThrow();
            double step = (grid.get("endDeg").asDouble() - grid.get("startDeg").asDouble()) / (drawn.length - 1);
            assertEquals(centre, grid.get("startDeg").asDouble() + top * step, 0.021);
            assertTrue(drawn[top] > 0.98, () -> "the peak is " + drawn[top] + " high");
        }
    }
}
