// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.install;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** THIRD-PARTY.md tells what the jars of the site say; the same goes out as a software bill of materials. */
class ThirdPartyTest {

    private static final Pattern ROW =
            Pattern.compile("^\\| [^|]+ \\| ([\\w.-]+:[\\w.-]+) \\| ([^| ]+) \\| ([\\w.-]+) \\|$", Pattern.MULTILINE);

    private static Matcher rows() throws Exception {
        return ROW.matcher(Files.readString(Build.ROOT.resolve("THIRD-PARTY.md")));
    }

    @Test
    void everyLibraryIsListedWithItsVersion() throws Exception {
        Set<String> listed = new TreeSet<>();
        rows().results().forEach(m -> listed.add(m.group(1) + " " + m.group(2)));
        Set<String> shipped = new TreeSet<>();
        SoftwareBill.of(Build.site()).forEach(l -> shipped.add(l.coordinates() + " " + l.version()));
        assertEquals(String.join("\n", shipped), String.join("\n", listed));
    }

    /** They were in ND4J's copy of Jackson. */
    @Test
    void readersThatNobodyNeedsAreLeftOut() throws Exception {
        for (SoftwareBill.Library library : SoftwareBill.of(Build.site())) {
            assertTrue(!library.coordinates().matches(".*(snakeyaml|woodstox|stax2|dataformat).*"), library::toString);
        }
    }

    @Test
    void billIsWritten() throws Exception {
        Map<String, String> licences = new TreeMap<>();
        rows().results().forEach(m -> licences.put(m.group(1), m.group(3)));
        List<SoftwareBill.Library> libraries = SoftwareBill.of(Build.site());
        Matcher version = Pattern.compile("<unit id='org\\.braggwise\\.feature\\.feature\\.group' version='([^']+)'")
                .matcher(UpdateSiteTest.metadata(Build.site()));
        assertTrue(version.find());
        ObjectNode bill = SoftwareBill.cycloneDx(libraries, licences, version.group(1));
        Path file = Build.ROOT.resolve("update-site/target/braggwise.cdx.json");
        Files.writeString(
                file, new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(bill) + "\n");
        assertEquals(libraries.size(), bill.get("components").size());
        bill.get("components").forEach(c -> {
            assertTrue(c.path("licenses").size() == 1, c::toString);
            assertTrue(c.path("purl").asText().startsWith("pkg:maven/"), c::toString);
        });
        Set<String> refs = new TreeSet<>();
        bill.get("components").forEach(c -> refs.add(c.path("bom-ref").asText()));
        assertEquals(libraries.size(), refs.size(), "each component has a name of its own");
    }
}
