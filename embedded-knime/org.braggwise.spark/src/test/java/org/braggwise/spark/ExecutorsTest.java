// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.DataInputStream;
import java.io.IOException;
import java.util.List;

import org.braggwise.spark.preflight.Look;
import org.braggwise.spark.preflight.Place;
import org.braggwise.spark.preflight.Places;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Executors that can't execute nodes are refused with what to do. */
class ExecutorsTest {

    private static String refusal(String coreType, Place... places) {
        return assertThrows(IOException.class, () -> new Executors(List.of(places), coreType).check())
                .getMessage();
    }

    @Test
    void anOlderJavaIsNamed() {
        String message = refusal(null, Places.of("node7", "11.0.24", " avx2 ", true));
        assertTrue(message.startsWith("Spark's executors run Java 11.0.24 (node7), 17 or later is needed."), message);
    }

    @Test
    void aFolderThatIsNotSharedIsNamed() {
        String message = refusal(null, Places.of("node7", "17.0.15", " avx2 ", false));
        assertTrue(message.contains("node7 does not see the folder"), message);
    }

    @Test
    void differingProcessorsNeedOneKindOfKernels() throws IOException {
        Place old = Places.of("a", "17.0.15", " avx2 ", true);
        Place young = Places.of("b", "17.0.15", " avx2 avx512f ", true);
        assertTrue(refusal(null, old, young).contains("OPENBLAS_CORETYPE"));
        new Executors(List.of(old, young), "Haswell").check();
        new Executors(List.of(old, old), null).check();
    }

    /** Java 8 reads class files up to version 52. */
    @ParameterizedTest
    @ValueSource(classes = {Look.class, Place.class})
    void theFirstTaskRunsOnJava8(Class<?> type) throws IOException {
        try (DataInputStream in = new DataInputStream(type.getResourceAsStream(type.getSimpleName() + ".class"))) {
            assertEquals(0xCAFEBABE, in.readInt());
            in.readUnsignedShort();
            assertEquals(52, in.readUnsignedShort());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.8.0_392 8", "11.0.24 11", "17 17", "21-ea 21", "22.0.1+8 22"})
    void versionsOfJavaAreRead(String versionAndFeature) {
        String[] words = versionAndFeature.split(" ");
        assertEquals(
                Integer.parseInt(words[1]), Places.of("a", words[0], "", true).javaFeature());
    }
}
