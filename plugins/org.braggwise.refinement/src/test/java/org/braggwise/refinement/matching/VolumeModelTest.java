// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.refinement.matching;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

import org.junit.jupiter.api.Test;

class VolumeModelTest {

    /** Volumes that follow the model are given back, and unseen elements widen the range. */
    @Test
    void learnsWhatElementsTake() {
        String[] cations = {"Ca", "Sr", "Ba", "La", "Ti", "Zr"};
        double[] room = {0.1, 0.2, 0.3, 0.15, -0.1, 0.05};
        SplittableRandom random = new SplittableRandom(2);
        List<Map<String, Double>> compositions = new ArrayList<>();
        double[] volumes = new double[300];
        for (int i = 0; i < volumes.length; i++) {
            int a = random.nextInt(6);
            int b = (a + 1 + random.nextInt(5)) % 6;
            compositions.add(Map.of(cations[a], 1.0, cations[b], 1.0, "O", 3.0));
            volumes[i] = 12 * Math.exp(room[a] + room[b]);
        }
        VolumeModel model = new VolumeModel(compositions, volumes);
        VolumeModel.Estimate seen = model.estimate(Map.of("Ba", 2.0, "Zr", 2.0, "O", 6.0));
        assertEquals(Math.log(12) + 0.35, seen.logVolumePerAtom(), 0.02);
        assertEquals(0.1, seen.sigma(), 0.01);
        assertTrue(model.estimate(Map.of("Ba", 1.0, "U", 1.0, "I", 3.0)).sigma() > 2 * seen.sigma());
    }
}
