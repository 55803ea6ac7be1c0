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
 * The arrows between the bundles point one way: knime, learning, diffraction, crystal. OSGi keeps a class from seeing what its bundle's
 * manifest does not name, so that the manifests are all there is to check.
 */
class ArrowsTest {

    /** Bundle, the bundles that it may require, the packages (prefixes) that it may import. */
    @ParameterizedTest
    @CsvSource(textBlock = """
        org.braggwise.crystal    , ''                                                        , javax.
        org.braggwise.diffraction, org.braggwise.crystal                                     , javax.
        org.braggwise.dl4j       , ''                                                        , javax.
        org.braggwise.learning   , org.braggwise.diffraction org.braggwise.dl4j              , com.fasterxml.jackson.
        org.braggwise.knime      , org.braggwise.learning org.knime.core org.knime.core.ui   , com.fasterxml.jackson. javax.
        """)
    void requiresOnlyWhatLiesBelow(final String bundle, final String bundles, final String packages) throws Exception {
        final Attributes manifest = manifest(Build.ROOT.resolve("plugins").resolve(bundle));
        final Set<String> allowed = new TreeSet<>(Arrays.asList(bundles.split(" ")));
        final Set<String> required = names(manifest.getValue("Require-Bundle"));
        required.removeAll(allowed);
        assertEquals(Set.of(), required, bundle + " requires what it must not know");
        for (String imported : names(manifest.getValue("Import-Package"))) {
            assertTrue(Arrays.stream(packages.split(" ")).anyMatch(imported::startsWith), bundle + " imports " + imported);
        }
        for (String way : new String[]{"DynamicImport-Package", "Eclipse-BuddyPolicy"}) {
            assertEquals(null, manifest.getValue(way), bundle + " goes around its imports by " + way);
        }
    }

    private static Attributes manifest(final Path bundle) throws Exception {
        try (InputStream in = Files.newInputStream(bundle.resolve("META-INF/MANIFEST.MF"))) {
            return new Manifest(in).getMainAttributes();
        }
    }

    /** The names of a manifest's list, without versions and directives. */
    private static Set<String> names(final String header) {
        final Set<String> names = new TreeSet<>();
        if (header != null) {
            for (String clause : header.split(",(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)")) {
                names.add(clause.split(";")[0].strip());
            }
        }
        return names;
    }
}
