// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.learning.shipped;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.InputStream;

import org.braggwise.learning.calibration.CalibrationSource;
import org.braggwise.learning.model.BVggNetModel;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ShippedModelTest {

    private static final int MOST_BYTES = 5_000_000;

    @ParameterizedTest
    @EnumSource(ShippedModel.class)
    void isSmallAndTellsWhereItComesFrom(ShippedModel shipped) throws Exception {
        assumeTrue(shipped.isThere(), "skipped: " + shipped.fileName() + " was not made");
        try (InputStream in = ShippedModel.class.getResourceAsStream(shipped.fileName())) {
            assertTrue(in.readAllBytes().length <= MOST_BYTES, shipped.fileName());
        }
        BVggNetModel model = shipped.read();
        assertEquals(model.classes().size(), model.knowledge().size());
        assertEquals(CalibrationSource.REAL, model.calibration().source());
        assertTrue(model.calibration().features().stream().allMatch(f -> f.knowsForeign()));
        assertTrue(model.provenance().keySet().containsAll(java.util.List.of("data", "made by", "test", "held out")));
    }

    @ParameterizedTest
    @EnumSource(ShippedModel.class)
    void hasANameAndAFile(ShippedModel shipped) {
        assertTrue(shipped.title().length() > 3 && shipped.fileName().endsWith(".bvggnet"));
    }
}
