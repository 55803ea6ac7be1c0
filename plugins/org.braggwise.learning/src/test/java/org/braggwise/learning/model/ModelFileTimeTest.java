// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.learning.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TimeZone;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

import org.braggwise.diffraction.PatternSpace;
import org.braggwise.learning.calibration.Calibration;
import org.braggwise.learning.network.NetworkSpec;
import org.braggwise.learning.network.NetworkWeights;
import org.braggwise.learning.posterior.McDropout;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

/** A model's bytes are its own: not of the place where, nor of the time when it was written. */
class ModelFileTimeTest {

    private static byte[] written() throws IOException {
        NetworkSpec spec = new NetworkSpec(40, new int[][] {{3, 4}, {5}}, 6, 2, 0.1, 0.25);
        BVggNetModel model = new BVggNetModel(
                List.of(new Member(
                        NetworkWeights.initialise(spec, 1),
                        new McDropout(0.25, 0.1, 50),
                        new TrainingHistory(List.of(), 0))),
                List.of("cubic", "tetragonal"),
                new ModelInput(PatternSpace.of(10, 80, 40, 1.54184, "Cu Ka", "maximum 100"), IntensityScale.LINEAR),
                Calibration.NONE,
                Map.of("seed", "1"));
        var out = new ByteArrayOutputStream();
        model.write(out);
        return out.toByteArray();
    }

    @Test
    @ResourceLock(Resources.TIME_ZONE)
    void bytesDoNotDependOnTheTimeZone() throws Exception {
        TimeZone before = TimeZone.getDefault();
        try {
            TimeZone.setDefault(TimeZone.getTimeZone("UTC"));
            byte[] expected = written();
            for (String zone : List.of("Asia/Shanghai", "America/New_York", "Pacific/Apia", "Europe/Berlin")) {
                TimeZone.setDefault(TimeZone.getTimeZone(zone));
                assertArrayEquals(expected, written(), zone);
            }
        } finally {
            TimeZone.setDefault(before);
        }
    }

    /** The field beside the zip's own date is where a time in UTC would stand. */
    @Test
    void entriesCarryNoOtherTime() throws Exception {
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(written()))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                assertEquals(null, entry.getExtra(), entry.getName());
            }
        }
    }
}
