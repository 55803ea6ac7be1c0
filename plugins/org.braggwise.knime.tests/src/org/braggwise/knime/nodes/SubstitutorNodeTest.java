// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.knime.nodes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import org.braggwise.knime.substitutor.TemplateSubstitutorNodeFactory;
import org.braggwise.knime.testing.NodeUnderTest;
import org.braggwise.knime.testing.Samples;
import org.braggwise.knime.testing.TestTables;
import org.junit.jupiter.api.Test;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.def.IntCell;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.InvalidSettingsException;

/** CIF Template Substitutor. */
class SubstitutorNodeTest {

    private static final BufferedDataTable TEMPLATES = TestTables.texts(List.of("CIF"),
        new String[]{"cubic", Samples.cif("Sr", "Ti", 3.905, 1)}, new String[]{"tetragonal", Samples.cif("Ba", "Ti", 3.99, 1.02)});

    private static NodeUnderTest substitutor() {
        return new NodeUnderTest(new TemplateSubstitutorNodeFactory()).set("sample", 40);
    }

    @Test
    void virtualStructuresKeepTheTemplatesSymmetry() throws Exception {
        final NodeUnderTest.Outcome out = substitutor().run(TEMPLATES);
        assertEquals(40, out.table(0).size());
        final DataTableSpec spec = out.table(0).getDataTableSpec();
        final int group = spec.findColumnIndex("Space group");
        final int template = spec.findColumnIndex("Template");
        TestTables.rows(out.table(0)).forEach(r -> assertEquals(r.getCell(template).toString().equals("cubic") ? "221" : "99",
            r.getCell(group).toString(), r.getKey()::toString));
        final Set<String> formulas = TestTables.rows(out.table(0)).stream().map(r -> r.getCell(spec.findColumnIndex("Formula")).toString())
            .collect(Collectors.toSet());
        assertTrue(formulas.size() > 20, formulas::toString);
        assertTrue(out.table(1).size() > 0, "refusals are counted");
        assertEquals("structures", out.view().get("kind").asText());
        // what it writes the simulator reads
        assertEquals("", Samples.simulator().run(out.table(0)).warning());
    }

    @Test
    void unreadableTemplatesAreReportedAndTheOthersGoOn() throws Exception {
        final BufferedDataTable table = TestTables.texts(List.of("CIF"), new String[]{"broken", "data_x"}, new String[]{"missing", null},
            new String[]{"good", Samples.cif("Sr", "Ti", 3.905, 1)});
        final NodeUnderTest.Outcome out = substitutor().run(table);
        assertEquals(40, out.table(0).size());
        final List<String> refused = TestTables.rows(out.table(1)).stream()
            .filter(r -> r.getCell(1).toString().equals("the template can't be read")).map(r -> r.getCell(0).toString()).toList();
        assertEquals(List.of("broken", "missing"), refused);
    }

    @Test
    void nothingMadeIsAWarning() throws Exception {
        final NodeUnderTest.Outcome out = substitutor().run(TestTables.empty(TEMPLATES.getDataTableSpec()));
        assertEquals(0, out.table(0).size());
        assertTrue(out.warning().contains("No virtual structure was made of 0 template(s)"), out.warning());
        final NodeUnderTest.Outcome strict = substitutor().set("goldschmidtMin", 3.0).run(TEMPLATES);
        assertEquals(0, strict.table(0).size());
        assertTrue(strict.table(1).size() > 0 && !strict.warning().isEmpty());
    }

    @Test
    void excludedCompoundsAreNotMade() throws Exception {
        final NodeUnderTest.Outcome all = substitutor().set("sample", 0).run(TEMPLATES);
        final int formula = all.table(0).getDataTableSpec().findColumnIndex("Formula");
        final String some = TestTables.rows(all.table(0)).get(0).getCell(formula).toString();
        final NodeUnderTest.Outcome out = substitutor().set("sample", 0).set("excluded", some).run(TEMPLATES);
        assertTrue(TestTables.rows(out.table(0)).stream().noneMatch(r -> r.getCell(formula).toString().equals(some)), some);
        assertTrue(out.table(0).size() < all.table(0).size());
    }

    @Test
    void settingsAreChecked() {
        final var column = assertThrows(InvalidSettingsException.class,
            () -> substitutor().configure(new DataTableSpec(TestTables.column("CIF", IntCell.TYPE))));
        assertTrue(column.getMessage().contains("The CIF column \"CIF\" is of type"), column.getMessage());
        final var roles = assertThrows(InvalidSettingsException.class,
            () -> substitutor().set("roles", "A Cs").configure(TEMPLATES.getDataTableSpec()));
        assertTrue(roles.getMessage().contains("A Cs"), roles.getMessage());
    }
}
