// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.install;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.Attributes;
import java.util.jar.Manifest;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The arrows between the bundles point one way: knime, learning and refinement, diffraction, crystal. OSGi keeps a class from seeing what its bundle's
 * manifest does not name, so that the manifests are all there is to check.
 */
class ArrowsTest {

    /** Bundle, the bundles that it may require, the packages (prefixes) that it may import. */
    @ParameterizedTest
    @CsvSource(
            textBlock =
                    """
        org.braggwise.crystal    , ''                                                        , javax.
        org.braggwise.diffraction, org.braggwise.crystal                                     , javax.
        org.braggwise.dl4j       , ''                                                        , javax.
        org.braggwise.refinement , org.braggwise.diffraction                                 , javax.
        org.braggwise.learning   , org.braggwise.diffraction                                 , com.fasterxml.jackson. org.nd4j. org.deeplearning4j. org.bytedeco. org.apache.commons.math3.
        org.braggwise.knime      , org.braggwise.learning org.braggwise.refinement org.knime.core org.knime.core.ui , com.fasterxml.jackson. javax.
        """)
    void requiresOnlyWhatLiesBelow(String bundle, String bundles, String packages) throws Exception {
        Attributes manifest = manifest(Build.ROOT.resolve("plugins").resolve(bundle));
        Set<String> allowed = new TreeSet<>(Arrays.asList(bundles.split(" ")));
        Set<String> required = names(manifest.getValue("Require-Bundle"));
        required.removeAll(allowed);
        assertEquals(Set.of(), required, bundle + " requires what it must not know");
        for (String imported : names(manifest.getValue("Import-Package"))) {
            assertTrue(
                    Arrays.stream(packages.split(" ")).anyMatch(imported::startsWith), bundle + " imports " + imported);
        }
        for (String way : new String[] {"DynamicImport-Package", "Eclipse-BuddyPolicy"}) {
            assertEquals(null, manifest.getValue(way), bundle + " goes around its imports by " + way);
        }
    }

    private static Attributes manifest(Path bundle) throws Exception {
        try (InputStream in = Files.newInputStream(written(bundle))) {
            return new Manifest(in).getMainAttributes();
        }
    }

    /** The libraries' manifests are written by the build, the others by hand. */
    private static Path written(Path bundle) {
        Path byHand = bundle.resolve("META-INF/MANIFEST.MF");
        return Files.exists(byHand) ? byHand : bundle.resolve("target/classes/META-INF/MANIFEST.MF");
    }

    /** The names of a manifest's list, without versions and directives. */
    private static Set<String> names(String header) {
        Set<String> names = new TreeSet<>();
        if (header != null) {
            for (String clause : header.split(",(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)")) {
                names.add(clause.split(";")[0].strip());
            }
        }
        return names;
    }
}
