// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.learning.layers;

import java.nio.FloatBuffer;

import org.braggwise.learning.network.Floats;
import org.bytedeco.javacpp.FloatPointer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The memory under ND4J arrays. */
final class NativeMemory {

    private NativeMemory() {}

    /** @return the array, or a copy of it where its elements do not lie row-major one behind the other as floats */
    static INDArray rowMajor(INDArray x) {
        INDArray f = x.dataType() == DataType.FLOAT ? x : x.castTo(DataType.FLOAT);
        return f.ordering() == 'c' && contiguous(f) ? f : f.dup('c');
    }

    private static boolean contiguous(INDArray x) {
        long step = 1;
        for (int d = x.rank() - 1; d >= 0; d--) {
            if (x.size(d) > 1 && x.stride(d) != step) {
                return false;
            }
            step *= x.size(d);
        }
        return true;
    }

    private static FloatPointer pointer(INDArray x) {
        if (x.dataType() != DataType.FLOAT || !contiguous(x)) {
            throw new IllegalArgumentException(
                    "An array of " + x.dataType() + " with the strides " + java.util.Arrays.toString(x.stride())
                            + "; expected floats that lie row-major one behind the other.");
        }
        if (x.length() > Integer.MAX_VALUE / Float.BYTES) {
            throw new IllegalArgumentException("A layer of " + x.length() + " weights; expected "
                    + Integer.MAX_VALUE / Float.BYTES + " at most: choose a narrower dense layer or more blocks.");
        }
        var p = new FloatPointer(x.data().pointer());
        p.position(x.offset());
        p.limit(x.offset() + x.length());
        return p;
    }

    /** @return the elements of a row-major array, in place */
    static FloatBuffer buffer(INDArray x) {
        return pointer(x).asBuffer();
    }

    /** @return the same for matrix products */
    static Floats floats(INDArray x) {
        return Floats.view(pointer(x));
    }
}
