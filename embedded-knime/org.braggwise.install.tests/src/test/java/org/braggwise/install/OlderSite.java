// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.install;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/** The update site that the build made, under the version number of an older release: in its metadata, names and manifests. */
final class OlderSite {

    /** Older than every build: qualifiers are compared as text. */
    static final String VERSION = "1.0.0.000000000000";

    private static final Pattern BUILT = Pattern.compile("org\\.braggwise\\.feature_(1\\.0\\.0\\.[^/]+)\\.jar");
    private static final Pattern CHECKSUM = Pattern.compile(
            "\\s*<property name='(download\\.(md5|checksum\\..*?)|artifact\\.size|download\\.size)'.*?/>");

    private final String m_built;

    private OlderSite(String built) {
        m_built = built;
    }

    /** @return the version of the feature in a site */
    static String version(Path site) throws IOException {
        try (var zip = new java.util.zip.ZipFile(site.toFile())) {
            return zip.stream()
                    .map(e -> BUILT.matcher(e.getName()))
                    .filter(Matcher::find)
                    .map(m -> m.group(1))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError(site + " has no feature of version 1.0.0"));
        }
    }

    static Path make(Path site, Path to) throws IOException {
        try (InputStream in = Files.newInputStream(site);
                OutputStream out = Files.newOutputStream(to)) {
            new OlderSite(version(site)).copy(in, out, true);
        }
        return to;
    }

    /** @param nested whether jars inside are copied entry by entry too */
    private void copy(InputStream from, OutputStream to, boolean nested) throws IOException {
        ZipInputStream in = new ZipInputStream(from);
        ZipOutputStream out = new ZipOutputStream(to);
        out.setLevel(Deflater.NO_COMPRESSION); // most of it is natives, which compress no further
        for (ZipEntry e = in.getNextEntry(); e != null; e = in.getNextEntry()) {
            if (e.getName().matches("p2\\.index|.*\\.xml\\.xz")) {
                continue; // a second copy of the metadata, and the order in which the copies are asked for
            }
            out.putNextEntry(new ZipEntry(older(e.getName())));
            if (nested && e.getName().endsWith(".jar")) {
                var jar = new ByteArrayOutputStream();
                copy(new ByteArrayInputStream(in.readAllBytes()), jar, false);
                jar.writeTo(out);
            } else if (e.getName().matches("(.*/)?(MANIFEST\\.MF|content\\.xml|artifacts\\.xml|feature\\.xml)")) {
                String text = older(new String(in.readAllBytes(), StandardCharsets.UTF_8));
                out.write(CHECKSUM.matcher(text).replaceAll("").getBytes(StandardCharsets.UTF_8));
            } else {
                in.transferTo(out);
            }
            out.closeEntry();
        }
        out.finish();
    }

    private String older(String text) {
        return text.replace(m_built, VERSION);
    }
}
