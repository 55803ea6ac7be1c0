// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.learning.shipped;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

import org.braggwise.learning.model.BVggNetModel;

/**
 * The models that ship with Braggwise, trained by {@code benchmarks/train-models} on structures of the Materials Project (CC BY 4.0). What
 * each has learnt, from what and how well, its own provenance and knowledge tell.
 */
public enum ShippedModel {
    /** Space groups of ABX3 structures, Cu Ka, 10 to 80 deg: for clean powder patterns. */
    ABX3_SPACE_GROUPS("ABX3 space groups", "abx3-space-groups"),
    /** Crystal systems of ABX3 structures, as above. */
    ABX3_CRYSTAL_SYSTEMS("ABX3 crystal systems", "abx3-crystal-systems"),
    /** Space groups of ABX3 structures, Cu Ka, 10 to 80 deg: for powders as a laboratory measures them, background subtracted. */
    ABX3_POWDER_SCANS("ABX3 powder scans", "abx3-powder-scans"),
    /** Space groups of measured films of metal halides and their relatives, Cu Ka, 10 to 59 deg: for films with texture and impurities. */
    METAL_HALIDE_FILMS("Metal-halide films", "metal-halide-films");

    private final String m_title;
    private final String m_file;

    ShippedModel(String title, String file) {
        m_title = title;
        m_file = file + ".bvggnet";
    }

    /** @return the name that users choose it by */
    public String title() {
        return m_title;
    }

    /** @return the name of its file */
    public String fileName() {
        return m_file;
    }

    /** @return whether this build of Braggwise has it */
    public boolean isThere() {
        return ShippedModel.class.getResource(m_file) != null;
    }

    /** @return the model, read anew */
    public BVggNetModel read() {
        try (InputStream in = ShippedModel.class.getResourceAsStream(m_file)) {
            if (in == null) {
                throw new IllegalStateException("The model " + m_file + " is missing in this build of Braggwise.");
            }
            return BVggNetModel.read(in, m_file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
