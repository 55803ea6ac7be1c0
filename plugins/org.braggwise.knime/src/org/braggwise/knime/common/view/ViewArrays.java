// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.knime.common.view;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;

/** Numbers as the views read them: base64 of little-endian values. */
public final class ViewArrays {

    private ViewArrays() {}

    /** @return float32 values */
    public static String float32(double[] values) {
        ByteBuffer b = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        for (double v : values) {
            b.putFloat((float) v);
        }
        return Base64.getEncoder().encodeToString(b.array());
    }

    /** @return float32 values */
    public static String float32(float[] values) {
        ByteBuffer b = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        for (float v : values) {
            b.putFloat(v);
        }
        return Base64.getEncoder().encodeToString(b.array());
    }

    /** @return values from 0 to top as 16-bit steps, smaller and larger ones cut */
    public static String uint16(double[] values, double top) {
        ByteBuffer b = ByteBuffer.allocate(2 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        for (double v : values) {
            b.putShort((short) Math.round(65535 * Math.min(1, Math.max(0, top > 0 ? v / top : 0))));
        }
        return Base64.getEncoder().encodeToString(b.array());
    }
}
