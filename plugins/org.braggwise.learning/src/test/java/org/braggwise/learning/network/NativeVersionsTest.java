// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.learning.network;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;

import org.bytedeco.javacpp.Loader;
import org.bytedeco.openblas.global.openblas_nolapack;
import org.junit.jupiter.api.Test;

/** Two versions of the natives must not share a folder, since the unpacked paths have no version in them. */
class NativeVersionsTest {

    @Test
    void folderIsNamedAfterTheLibraries() throws IOException {
        Dl4jRuntime.initialise();
        String openblas = version("org.bytedeco", "openblas");
        assertEquals(
                "dl4j-" + version("org.nd4j", "nd4j-native") + "-javacpp-" + version("org.bytedeco", "javacpp")
                        + "-openblas-" + openblas.substring(0, openblas.indexOf('-')),
                Path.of(System.getProperty("org.bytedeco.javacpp.cachedir"))
                        .getFileName()
                        .toString());
    }

    /** All of them lie in the bundle of this class. */
    private static String version(String group, String artifact) throws IOException {
        return Loader.getVersion(group, artifact, openblas_nolapack.class);
    }
}
