// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.install;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** What of others lies in the update site, as its jars say themselves: each names itself, and what was copied into it, in META-INF/maven. */
final class SoftwareBill {

    /**
     * A library.
     *
     * @param coordinates group:artifact
     * @param version as its jar has it
     * @param sha256 of the jar; null for a copy inside of another
     * @param file the jar, or the jar that it was copied into
     */
    record Library(String coordinates, String version, String sha256, String file) {
        String purl() {
            return "pkg:maven/" + coordinates.replace(':', '/') + "@" + version;
        }
    }

    private static final String MAVEN = "META-INF/maven/";

    private final Map<String, Library> m_libraries = new TreeMap<>();

    private SoftwareBill() {}

    /** @return the bill of a zipped update site */
    static List<Library> of(Path site) throws IOException {
        SoftwareBill bill = new SoftwareBill();
        try (ZipFile zip = new ZipFile(site.toFile())) {
            for (ZipEntry bundle : (Iterable<ZipEntry>) zip.stream().map(ZipEntry.class::cast)::iterator) {
                if (bundle.getName().matches("plugins/org\\.braggwise\\.dl4j.*\\.jar")) {
                    bill.bundle(bundle.getName(), zip.getInputStream(bundle));
                }
            }
        }
        return List.copyOf(bill.m_libraries.values());
    }

    private void bundle(String name, InputStream in) throws IOException {
        try (ZipInputStream jar = new ZipInputStream(in)) {
            for (ZipEntry e = jar.getNextEntry(); e != null; e = jar.getNextEntry()) {
                if (e.getName().matches("lib/[^/]+\\.jar")) {
                    jar(name + "!/" + e.getName(), jar.readAllBytes());
                } else if (e.getName().matches("lib/[^/]+/" + MAVEN + ".*/pom\\.properties")) {
                    add(name + "!/" + e.getName().replaceFirst(MAVEN + ".*", ""), jar.readAllBytes(), null, false);
                }
            }
        }
    }

    private void jar(String file, byte[] bytes) throws IOException {
        String own = file.substring(file.lastIndexOf('/') + 1).replaceFirst("\\.jar$", "");
        try (ZipInputStream jar = new ZipInputStream(new ByteArrayInputStream(bytes))) {
            for (ZipEntry e = jar.getNextEntry(); e != null; e = jar.getNextEntry()) {
                if (e.getName().matches(MAVEN + ".*/pom\\.properties")) {
                    String artifact =
                            e.getName().replaceFirst("/pom\\.properties$", "").replaceFirst(".*/", "");
                    boolean copy = !own.equals(artifact) && !own.startsWith(artifact + "-");
                    add(file, jar.readAllBytes(), copy ? null : sha256(bytes), copy);
                }
            }
        }
    }

    private void add(String file, byte[] properties, String sha256, boolean copy) throws IOException {
        Properties p = new Properties();
        p.load(new ByteArrayInputStream(properties));
        Library library = new Library(
                p.getProperty("groupId") + ":" + p.getProperty("artifactId"), p.getProperty("version"), sha256, file);
        m_libraries.merge(
                library.coordinates() + " " + library.version() + (sha256 == null ? "" : " " + file),
                library,
                (a, b) -> copy ? a : b);
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /**
     * @param libraries of the site
     * @param licences by coordinates, as SPDX names them
     * @param version of ours
     * @return the bill as CycloneDX 1.5 has it
     */
    static ObjectNode cycloneDx(List<Library> libraries, Map<String, String> licences, String version) {
        ObjectNode bill = JsonNodeFactory.instance.objectNode();
        bill.put("bomFormat", "CycloneDX").put("specVersion", "1.5").put("version", 1);
        bill.putObject("metadata")
                .putObject("component")
                .put("type", "application")
                .put("bom-ref", "braggwise")
                .put("name", "Braggwise")
                .put("version", version)
                .putArray("licenses")
                .addObject()
                .putObject("license")
                .put("id", "GPL-3.0-or-later");
        ArrayNode components = bill.putArray("components");
        List<String> refs = new ArrayList<>();
        for (Library library : libraries) {
            ObjectNode c = components.addObject();
            String ref = library.purl() + "#" + library.file();
            refs.add(ref);
            c.put("type", "library")
                    .put("bom-ref", ref)
                    .put("group", library.coordinates().replaceFirst(":.*", ""))
                    .put("name", library.coordinates().replaceFirst(".*:", ""))
                    .put("version", library.version());
            if (library.sha256() != null) {
                c.putArray("hashes").addObject().put("alg", "SHA-256").put("content", library.sha256());
            }
            if (licences.containsKey(library.coordinates())) {
                c.putArray("licenses").addObject().putObject("license").put("id", licences.get(library.coordinates()));
            }
            c.put("purl", library.purl());
            c.putArray("properties").addObject().put("name", "file").put("value", library.file());
        }
        ArrayNode needs = bill.putArray("dependencies")
                .addObject()
                .put("ref", "braggwise")
                .putArray("dependsOn");
        refs.forEach(needs::add);
        return bill;
    }
}
