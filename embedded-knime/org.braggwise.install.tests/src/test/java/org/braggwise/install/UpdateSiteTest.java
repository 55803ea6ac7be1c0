// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.install;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a KNIME user gets: our feature with its bundles, and nothing of the runtime that stands in for KNIME. */
class UpdateSiteTest {

    /** Bundle name (without version) to its entries and their sizes. */
    private static final Map<String, Map<String, Long>> BUNDLES = new TreeMap<>();

    private static final List<String> FEATURES = new ArrayList<>();
    private static String content;

    @BeforeAll
    static void readSite() throws IOException {
        Path site = Build.site();
        try (ZipFile zip = new ZipFile(site.toFile())) {
            for (ZipEntry e : (Iterable<ZipEntry>) zip.stream().map(ZipEntry.class::cast)::iterator) {
                if (e.getName().matches("plugins/.+\\.jar")) {
                    BUNDLES.put(name(e.getName()), entries(zip.getInputStream(e)));
                } else if (e.getName().matches("features/.+\\.jar")) {
                    FEATURES.add(name(e.getName()));
                }
            }
        }
        content = metadata(site);
    }

    /** @return the site's content.xml */
    static String metadata(Path site) throws IOException {
        try (ZipFile zip = new ZipFile(site.toFile());
                ZipInputStream jar = new ZipInputStream(zip.getInputStream(zip.getEntry("content.jar")))) {
            assertEquals("content.xml", jar.getNextEntry().getName());
            return new String(jar.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        }
    }

    private static String name(String jar) {
        return jar.substring(jar.indexOf('/') + 1, jar.lastIndexOf('_'));
    }

    private static Map<String, Long> entries(InputStream in) throws IOException {
        Map<String, Long> sizes = new TreeMap<>();
        try (ZipInputStream jar = new ZipInputStream(in)) {
            for (ZipEntry e = jar.getNextEntry(); e != null; e = jar.getNextEntry()) {
                sizes.put(e.getName(), jar.transferTo(java.io.OutputStream.nullOutputStream()));
            }
        }
        return sizes;
    }

    @Test
    void holdsOurFeatureAndItsBundlesAlone() {
        assertEquals(List.of("org.braggwise.feature"), FEATURES);
        assertEquals(
                new TreeSet<>(List.of(
                        "org.braggwise.crystal",
                        "org.braggwise.diffraction",
                        "org.braggwise.dl4j",
                        "org.braggwise.dl4j.natives.linux.x86_64",
                        "org.braggwise.dl4j.natives.macosx.aarch64",
                        "org.braggwise.dl4j.natives.macosx.x86_64",
                        "org.braggwise.dl4j.natives.win32.x86_64",
                        "org.braggwise.knime",
                        "org.braggwise.learning",
                        "org.braggwise.refinement")),
                BUNDLES.keySet());
    }

    /** Nor do its metadata offer one: p2 could install it over KNIME's own. */
    @Test
    void offersNoStandInOfKnime() {
        for (String never : List.of(
                "<unit id='org.knime",
                "<unit id='org.braggwise.headless",
                "<unit id='org.braggwise.runtime",
                "namespace='osgi.bundle' name='org.knime.core' version")) {
            assertTrue(content.contains("<unit id='org.braggwise.knime'"), "the metadata are read as they are written");
            assertEquals(-1, provided().indexOf(never), never);
        }
        assertTrue(
                content.contains(
                        "<required namespace='org.eclipse.equinox.p2.iu' name='org.knime.core' range='[5.8.0,6.0.0)'"),
                "the feature requires KNIME's own");
    }

    /** The metadata without what they require. */
    private static String provided() {
        return content.replaceAll("(?s)<requires .*?</requires>", "");
    }

    @Test
    void noBundleHoldsClassesOfKnime() {
        BUNDLES.forEach((bundle, entries) ->
                entries.keySet().forEach(e -> assertTrue(!e.startsWith("org/knime/"), bundle + " holds " + e)));
    }

    @Test
    void nativesOfThisPlatformAreThere() {
        assertNatives("linux.x86_64");
    }

    /** The natives of other platforms are fetched for a release only; a site has those of all platforms or of this one. */
    @Test
    void nativesOfOtherPlatformsAreAllThereOrNone() {
        List<String> others = List.of("win32.x86_64", "macosx.x86_64", "macosx.aarch64");
        long filled = others.stream().filter(p -> !jars(p).isEmpty()).count();
        assertTrue(filled == 0 || filled == others.size(), filled + " of " + others + " have natives");
        if (filled > 0) {
            others.forEach(UpdateSiteTest::assertNatives);
        }
    }

    private static void assertNatives(String platform) {
        Map<String, Long> jars = jars(platform);
        long size = jars.values().stream().mapToLong(Long::longValue).sum();
        assertTrue(size > 20 << 20, platform + " has " + jars);
        for (String jar : List.of("nd4j-native", "openblas", "javacpp")) {
            assertTrue(
                    jars.keySet().stream().anyMatch(j -> j.contains(jar)),
                    jar + " is not among " + jars.keySet() + " of " + platform);
        }
    }

    private static Map<String, Long> jars(String platform) {
        Map<String, Long> jars = new TreeMap<>(BUNDLES.get("org.braggwise.dl4j.natives." + platform));
        jars.keySet().removeIf(n -> !n.matches("lib/.+\\.jar"));
        return jars;
    }

    /** What KNIME shows before it installs: whose it is, under which terms, where more is to be read. */
    @Test
    void featureSaysWhoseItIsAndUnderWhichTerms() throws IOException {
        String unit = content.substring(content.indexOf("<unit id='org.braggwise.feature.feature.group'"));
        unit = unit.substring(0, unit.indexOf("</unit>"));
        assertTrue(
                unit.contains("<property name='org.eclipse.equinox.p2.provider' value='The Braggwise developers'/>"),
                unit);
        assertTrue(
                unit.contains(
                        "<property name='org.eclipse.equinox.p2.description.url' value='https://doi.org/10.1038/s41524-025-01743-x'/>"),
                unit);
        String words = content.replaceAll("&#xA;", " ")
                .replace("&quot;", "\"")
                .replace("&apos;", "'")
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&amp;", "&")
                .replaceAll("\\s+", " ");
        String licence = java.nio.file.Files.readString(Build.ROOT.resolve("LICENSE"))
                .strip()
                .replaceAll("\\s+", " ");
        assertTrue(words.contains(licence), "the licence, whole");
        for (String never : List.of("[Enter ", "placeholder", "example.com")) {
            assertTrue(!content.contains(never), never);
        }
    }

    @Test
    void libraryIsWhole() {
        Map<String, Long> entries = BUNDLES.get("org.braggwise.dl4j");
        for (String jar : List.of("lib/deeplearning4j-nn.jar", "lib/nd4j-api.jar", "lib/javacpp.jar")) {
            assertTrue(entries.getOrDefault(jar, 0L) > 0, jar + " is not among " + entries.keySet());
        }
    }

    @Test
    void nodesHaveTheirIconsAndPages() {
        Map<String, Long> entries = BUNDLES.get("org.braggwise.knime");
        for (String file : List.of(
                "plugin.xml",
                "org/braggwise/knime/view/page.html",
                "org/braggwise/knime/view/main.mjs",
                "org/braggwise/knime/view/chart/plot.mjs",
                "icons/braggwise.png",
                "org/braggwise/knime/predictor/predictor.png")) {
            assertTrue(entries.getOrDefault(file, 0L) > 0, file + " is not among " + entries.keySet());
        }
        assertTrue(entries.keySet().stream().noneMatch(e -> e.endsWith(".java")), "no sources");
    }
}
