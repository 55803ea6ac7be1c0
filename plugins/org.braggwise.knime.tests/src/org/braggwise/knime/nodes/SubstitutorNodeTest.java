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
import org.knime.core.data.DataRow;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.DataType;
import org.knime.core.data.def.DefaultRow;
import org.knime.core.data.def.DoubleCell;
import org.knime.core.data.def.IntCell;
import org.knime.core.data.def.StringCell;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.InvalidSettingsException;

/** CIF Template Substitutor. */
class SubstitutorNodeTest {

    private static final BufferedDataTable TEMPLATES =
            TestTables.texts(List.of("CIF"), new String[] {"cubic", Samples.cif("Sr", "Ti", 3.905, 1)}, new String[] {
                "tetragonal", Samples.cif("Ba", "Ti", 3.99, 1.02)
            });

    private static NodeUnderTest substitutor() {
        return new NodeUnderTest(new TemplateSubstitutorNodeFactory()).set("sample", 40);
    }

    @Test
    void virtualStructuresKeepTheTemplatesSymmetry() throws Exception {
        NodeUnderTest.Outcome out = substitutor().run(TEMPLATES);
        assertEquals(40, out.table(0).size());
        DataTableSpec spec = out.table(0).getDataTableSpec();
        int group = spec.findColumnIndex("Space group");
        int template = spec.findColumnIndex("Template");
        TestTables.rows(out.table(0))
                .forEach(r -> assertEquals(
                        r.getCell(template).toString().equals("cubic") ? "221" : "99",
                        r.getCell(group).toString(),
                        r.getKey()::toString));
        Set<String> formulas = TestTables.rows(out.table(0)).stream()
                .map(r -> r.getCell(spec.findColumnIndex("Formula")).toString())
                .collect(Collectors.toSet());
        assertTrue(formulas.size() > 20, formulas::toString);
        assertTrue(out.table(1).size() > 0, "refusals are counted");
        assertEquals("structures", out.view().get("kind").asText());
        // what it writes the simulator reads
        assertEquals("", Samples.simulator().run(out.table(0)).warning());
    }

    @Test
    void unreadableTemplatesAreReportedAndTheOthersGoOn() throws Exception {
        BufferedDataTable table = TestTables.texts(
                List.of("CIF"), new String[] {"broken", "data_x"}, new String[] {"missing", null}, new String[] {
                    "good", Samples.cif("Sr", "Ti", 3.905, 1)
                });
        NodeUnderTest.Outcome out = substitutor().run(table);
        assertEquals(40, out.table(0).size());
        List<String> refused = TestTables.rows(out.table(1)).stream()
                .filter(r -> r.getCell(1).toString().equals("the template can't be read"))
                .map(r -> r.getCell(0).toString())
                .toList();
        assertEquals(List.of("broken", "missing"), refused);
    }

    @Test
    void nothingMadeIsAWarning() throws Exception {
        NodeUnderTest.Outcome out = substitutor().run(TestTables.empty(TEMPLATES.getDataTableSpec()));
        assertEquals(0, out.table(0).size());
        assertTrue(
                out.warning().contains("The table of templates is empty: no virtual structure was made"),
                out.warning());
        NodeUnderTest.Outcome strict = substitutor().set("goldschmidtMin", 3.0).run(TEMPLATES);
        assertEquals(0, strict.table(0).size());
        assertTrue(strict.table(1).size() > 0 && !strict.warning().isEmpty());
    }

    @Test
    void excludedCompoundsAreNotMade() throws Exception {
        NodeUnderTest.Outcome all = substitutor().without("sample").run(TEMPLATES);
        int formula = all.table(0).getDataTableSpec().findColumnIndex("Formula");
        String some = TestTables.rows(all.table(0)).get(0).getCell(formula).toString();
        NodeUnderTest.Outcome out =
                substitutor().without("sample").set("excluded", some).run(TEMPLATES);
        assertTrue(
                TestTables.rows(out.table(0)).stream()
                        .noneMatch(r -> r.getCell(formula).toString().equals(some)),
                some);
        assertTrue(out.table(0).size() < all.table(0).size());
    }

    @Test
    void settingsAreChecked() {
        var column = assertThrows(InvalidSettingsException.class, () -> substitutor()
                .configure(new DataTableSpec(TestTables.column("CIF", IntCell.TYPE))));
        assertTrue(column.getMessage().contains("The CIF column \"CIF\" is of type"), column.getMessage());
        var roles = assertThrows(
                InvalidSettingsException.class,
                () -> substitutor().set("roles", "A Cs").configure(TEMPLATES.getDataTableSpec()));
        assertTrue(roles.getMessage().contains("A Cs"), roles.getMessage());
    }

    private static final DataTableSpec IONS = new DataTableSpec(
            TestTables.column("Site", StringCell.TYPE),
            TestTables.column("Element", StringCell.TYPE),
            TestTables.column("Charge", DoubleCell.TYPE),
            TestTables.column("Radius", DoubleCell.TYPE));

    private static DataRow ion(String key, String site, String element, double charge, Double radius) {
        return new DefaultRow(
                key,
                new StringCell(site),
                new StringCell(element),
                new DoubleCell(charge),
                radius == null ? DataType.getMissingCell() : new DoubleCell(radius));
    }

    private static Set<String> column(BufferedDataTable table, String name) {
        int index = table.getDataTableSpec().findColumnIndex(name);
        return TestTables.rows(table).stream()
                .map(r -> r.getCell(index).toString())
                .collect(Collectors.toSet());
    }

    @Test
    void ionsComeFromTheTableAndItsBadRowsAreReported() throws Exception {
        BufferedDataTable ions = TestTables.table(
                IONS,
                List.of(
                        ion("ca", "A", "Ca", 2, 1.34),
                        ion("la", "A", "La", 3, null),
                        ion("ti", "B", "Ti", 4, null),
                        ion("al", "B", "Al", 3, null),
                        ion("again", "B", "Al", 3, 0.5),
                        ion("site", "C", "Al", 3, null),
                        ion("half", "A", "K", 1.5, null),
                        ion("sign", "A", "K", -1, null),
                        ion("element", "A", "Qq", 1, null),
                        ion("huge", "A", "K", 1, 40.0)));
        NodeUnderTest.Outcome out =
                new NodeUnderTest(new TemplateSubstitutorNodeFactory(), "Ion table").run(TEMPLATES, ions);
        assertEquals(Set.of("LaAlO3", "CaTiO3"), column(out.table(0), "Formula"));
        var bad = TestTables.rows(out.table(1)).stream()
                .filter(r -> r.getCell(1).toString().contains("ion table"))
                .collect(Collectors.toMap(
                        r -> r.getCell(0).toString(), r -> r.getCell(4).toString()));
        assertEquals(Set.of("again", "site", "half", "sign", "element", "huge"), bad.keySet());
        assertEquals("column \"Charge\": found 1.5, expected a whole number from 1 to 8", bad.get("half"));
        assertEquals("column \"Site\": found \"C\", expected A, B or X", bad.get("site"));
        assertTrue(out.warning().startsWith("6 row(s) of the ion table"), out.warning());
        // Goldschmidt's t from the table's radius of Ca, Shannon's of Ti and the default table's of O
        var row = TestTables.rows(out.table(0)).stream()
                .filter(r -> r.getKey().getString().startsWith("CaTiO3"))
                .findFirst()
                .orElseThrow();
        double t = ((org.knime.core.data.DoubleValue)
                        row.getCell(out.table(0).getDataTableSpec().findColumnIndex("Goldschmidt t")))
                .getDoubleValue();
        assertEquals((1.34 + 1.4) / Math.sqrt(2) / (0.605 + 1.4), t, 1e-9);
    }

    @Test
    void columnsOfTheIonTableAreChecked() {
        NodeUnderTest node =
                new NodeUnderTest(new TemplateSubstitutorNodeFactory(), "Ion table").set("chargeColumn", "q");
        var e = assertThrows(InvalidSettingsException.class, () -> node.configure(TEMPLATES.getDataTableSpec(), IONS));
        assertTrue(e.getMessage().contains("The charge column \"q\" is not in the input table"), e.getMessage());
    }

    @Test
    void templatesWithTooFewNeighboursOfBAreRefused() throws Exception {
        NodeUnderTest.Outcome octahedra = substitutor()
                .set("coordinationMin", 6)
                .set("coordinationMax", 6)
                .run(TEMPLATES);
        assertEquals(40, octahedra.table(0).size());
        NodeUnderTest.Outcome more = substitutor().set("coordinationMin", 8).run(TEMPLATES);
        assertEquals(0, more.table(0).size());
        assertEquals(Set.of("cubic", "tetragonal"), column(more.table(1), "Template"));
        var order = assertThrows(InvalidSettingsException.class, () -> substitutor()
                .set("coordinationMin", 8)
                .set("coordinationMax", 6)
                .configure(TEMPLATES.getDataTableSpec()));
        assertTrue(order.getMessage().contains("8 to 6"), order.getMessage());
    }

    @Test
    void greatestOctahedralFactorIsALimit() throws Exception {
        NodeUnderTest.Outcome out =
                substitutor().without("sample").set("octahedralMax", 0.5).run(TEMPLATES);
        int mu = out.table(0).getDataTableSpec().findColumnIndex("Octahedral mu");
        assertTrue(out.table(0).size() > 10);
        TestTables.rows(out.table(0))
                .forEach(r -> assertTrue(((org.knime.core.data.DoubleValue) r.getCell(mu)).getDoubleValue() <= 0.5));
    }
}
