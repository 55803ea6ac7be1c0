// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.headless.nodes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.braggwise.embedded.ui.EmbeddedNode;
import org.braggwise.headless.workflow.Config;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CatalogTest {

    @Test
    void pluginXmlAndManifestAreRead(@TempDir Path temp) throws Exception {
        Files.writeString(
                temp.resolve("plugin.xml"),
                """
            <plugin>
              <extension point="org.knime.workbench.repository.categories"><category path="/community/x" level-id="y" name="Why"/></extension>
              <extension point="org.knime.workbench.repository.nodes">
                <node category-path="/community/x/y" factory-class="org.braggwise.headless.run.TestNodes$Source"/>
                <node category-path="/elsewhere" factory-class="java.lang.Object"/>
              </extension>
              <extension point="another.point"><node category-path="/a" factory-class="b.C"/></extension>
            </plugin>
            """);
        Files.createDirectory(temp.resolve("META-INF"));
        Files.writeString(
                temp.resolve("META-INF/MANIFEST.MF"),
                "Bundle-SymbolicName: org.x;singleton:=true\nBundle-Name: The X\nBundle-Vendor: V\nBundle-Version: 1.2.3\n");
        ClassPathCatalog catalog = new ClassPathCatalog(
                CatalogTest.class.getClassLoader(),
                List.of(temp.resolve("plugin.xml").toUri().toURL()));
        List<NodeOrigin> ours = catalog.origins().stream()
                .filter(o -> o.bundle().equals("org.x"))
                .toList();
        assertEquals(
                List.of(
                        new NodeOrigin(
                                "org.braggwise.headless.run.TestNodes$Source", "Why", "org.x", "The X", "V", "1.2.3"),
                        new NodeOrigin("java.lang.Object", "/elsewhere", "org.x", "The X", "V", "1.2.3")),
                ours);
        assertEquals("Test Source", EmbeddedNode.of(catalog.create(ours.get(0))).name());
        assertThrows(ReflectiveOperationException.class, () -> catalog.create(ours.get(1)));
    }

    @Test
    void settingsPassBothWaysUnchanged() {
        Config config = new Config()
                .put("text", "a\nb")
                .put("null", (String) null)
                .put("n", 3)
                .put("t", true)
                .put("d", new Config.Entry("xdouble", "0.1"))
                .put("l", new Config.Entry("xlong", "9"));
        config.putArray("array", "xstring", List.of("x", "y"))
                .putTree("tree")
                .putTree("deep")
                .put("f", new Config.Entry("xfloat", "1.5"));
        assertEquals(config, SettingsBridge.ofKnime(SettingsBridge.toKnime(config)));
    }

    @Test
    void descriptionsBecomeMarkdownAndText() {
        String html =
                "First <b>bold</b>\n   and <tt>code</tt>.<br/><br/>Second:<ul><li>one</li><li>two &lt; 3</li></ul><a href=\"x.html\">link</a>";
        assertEquals(
                "First **bold** and `code`.\n\nSecond:\n\n- one\n- two < 3\n\n[link](x.html)",
                DescriptionText.markdown(html));
        assertEquals("First bold and code. Second: one two < 3 link", DescriptionText.plain(html));
        assertEquals(
                "a \\| b; c", DescriptionText.cell("a | b<ul><li>c</li></ul>").replace(" ;", ";"));
    }
}
