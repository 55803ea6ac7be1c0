// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.diffraction.simulation;

import org.braggwise.crystal.geometry.UnitCell;

/** March-Dollase factors of families of reflections: the mean over their members. */
final class TextureFactors {

    private final MarchDollase m_texture;
    private final PointGroup m_group;
    private final double[] m_direction;
    private final double m_directionLength;
    private final int[] m_images;

    TextureFactors(MarchDollase texture, PointGroup group, UnitCell cell) {
        m_texture = texture;
        m_group = group;
        m_images = new int[3 * group.order()];
        double[][] g = cell.reciprocalMetricTensor();
        int[] p = {texture.h(), texture.k(), texture.l()};
        m_direction = new double[3];
        double square = 0;
        for (int i = 0; i < 3; i++) {
            m_direction[i] = g[i][0] * p[0] + g[i][1] * p[1] + g[i][2] * p[2];
            square += p[i] * m_direction[i];
        }
        m_directionLength = Math.sqrt(square);
    }

    /** @return the factor of the family of (h k l), whose 1/d is q */
    double of(int h, int k, int l, double q) {
        m_group.images(h, k, l, m_images);
        double sum = 0;
        for (int i = 0; i < m_images.length; i += 3) {
            double cosine =
                    (m_images[i] * m_direction[0] + m_images[i + 1] * m_direction[1] + m_images[i + 2] * m_direction[2])
                            / (q * m_directionLength);
            sum += m_texture.factor(Math.min(1, cosine * cosine));
        }
        return sum / m_group.order();
    }
}
