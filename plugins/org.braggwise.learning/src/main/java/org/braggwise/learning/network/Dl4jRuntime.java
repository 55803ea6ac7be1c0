// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.learning.network;

import java.nio.file.Path;

import org.deeplearning4j.config.DL4JClassLoading;
import org.nd4j.common.config.ND4JClassLoading;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.nativeblas.NativeOpsHolder;

/**
 * Prepares Deeplearning4j and ND4J for OSGi: they find their backends and natives through the class loader of their own bundle, whatever the
 * thread's context loader is, and unpack the natives into a folder of their own version. Call it before the first use of either.
 */
public final class Dl4jRuntime {

    /** In the name of the natives' folder: the unpacked paths have no version in them, so two versions must not share a folder. */
    private static final String VERSIONS = "dl4j-1.0.0-M2.1-javacpp-1.5.10-openblas-0.3.26";

    static {
        String key = "org.bytedeco.javacpp.cachedir";
        if (System.getProperty(key) == null) {
            System.setProperty(
                    key,
                    Path.of(System.getProperty("user.home"), ".braggwise", "natives", VERSIONS)
                            .toString());
        }
        ClassLoader loader = ND4JClassLoading.class.getClassLoader();
        ND4JClassLoading.setNd4jClassloader(loader);
        DL4JClassLoading.setDl4jClassloader(loader);
    }

    private Dl4jRuntime() {}

    /** Does its work once; later calls cost nothing. */
    public static void initialise() {
        // the static part has run
    }

    /**
     * Makes ND4J's operations on the calling thread, from now on, use that thread alone. ND4J's other threads spin for milliseconds after
     * each operation and take processors from whoever works beside it: small networks then train several times slower.
     */
    public static void singleThreaded() {
        initialise();
        Nd4j.getEnvironment().setMaxMasterThreads(1);
        Nd4j.getEnvironment().setMaxThreads(1);
        NativeOpsHolder.getInstance().getDeviceNativeOps().setOmpNumThreads(1); // the calling thread's own number
    }
}
