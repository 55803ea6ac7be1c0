// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.embedded.ui;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

import org.braggwise.embedded.SettingsXml;
import org.junit.jupiter.api.Test;
import org.knime.core.data.DataColumnSpecCreator;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.def.StringCell;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.NodeSettings;
import org.knime.core.node.NodeSettingsRO;
import org.knime.core.node.NodeSettingsWO;
import org.knime.core.node.port.PortObjectSpec;
import org.knime.core.node.port.PortType;
import org.knime.node.parameters.NodeParameters;
import org.knime.node.parameters.NodeParametersInput;
import org.knime.node.parameters.migration.ConfigMigration;
import org.knime.node.parameters.migration.LoadDefaultsForAbsentFields;
import org.knime.node.parameters.migration.Migrate;
import org.knime.node.parameters.migration.Migration;
import org.knime.node.parameters.migration.NodeParametersMigration;
import org.knime.node.parameters.persistence.NodeParametersPersistor;
import org.knime.node.parameters.persistence.Persist;
import org.knime.node.parameters.persistence.Persistor;

class ParametersStoreTest {

    enum Mode {
        FIRST_MODE,
        SECOND_MODE;
    }

    static final class Nested implements NodeParameters {
        int m_inner = 7;
        String m_innerText = "abc";
    }

    static final class Element implements NodeParameters {
        String m_name;
        double m_val;

        Element() {
            this("", 0);
        }

        Element(String name, double val) {
            m_name = name;
            m_val = val;
        }
    }

    record Range(int lo, int hi) {}

    static final class RangePersistor implements NodeParametersPersistor<Range> {
        @Override
        public Range load(NodeSettingsRO settings) throws InvalidSettingsException {
            return new Range(settings.getInt("lo"), settings.getInt("hi"));
        }

        @Override
        public void save(Range r, NodeSettingsWO settings) {
            settings.addInt("lo", r.lo());
            settings.addInt("hi", r.hi());
        }

        @Override
        public String[][] getConfigPaths() {
            return new String[][] {{"lo"}, {"hi"}};
        }
    }

    /** The kinds of parameters of the sample node "KNRT Modern Source", as far as ours use them. */
    static class Sample implements NodeParameters {
        int m_count = 2;
        String m_text = "changed";
        Mode m_mode = Mode.SECOND_MODE;
        boolean m_flag = true;
        long m_long = 9;

        @Persist(configKey = "other_key")
        double m_renamed = 2.25;

        float m_float = 1.25f;
        Nested m_nested = new Nested();
        Element[] m_elems = {new Element("p", 1), new Element("q", 2)};
        String[] m_strings = {"a", "b"};
        Optional<Integer> m_opt = Optional.empty();
        Optional<String> m_optSet = Optional.of("set");

        @Persistor(RangePersistor.class)
        Range m_range = new Range(3, 8);

        int[] m_ints = {1, 2, 3};
        double[] m_doubles = {1, 2.5};
        private int m_private = 1;
        static int m_static = 2;

        int hidden() {
            return m_private;
        }
    }

    /** These lines are of the settings.xml that KNIME 5.8.3 saved (sample-unexecuted.knwf). */
    private static final String SAVED_BY_KNIME =
            """
                <entry key="count" type="xint" value="2"/>
                <entry key="text" type="xstring" value="changed"/>
                <entry key="mode" type="xstring" value="SECOND_MODE"/>
                <entry key="flag" type="xboolean" value="true"/>
                <entry key="long" type="xlong" value="9"/>
                <entry key="other_key" type="xdouble" value="2.25"/>
                <entry key="float" type="xfloat" value="1.25"/>
                <config key="nested">
                    <entry key="inner" type="xint" value="7"/>
                    <entry key="innerText" type="xstring" value="abc"/>
                </config>
                <config key="elems">
                    <config key="0">
                        <entry key="name" type="xstring" value="p"/>
                        <entry key="val" type="xdouble" value="1.0"/>
                    </config>
                    <config key="1">
                        <entry key="name" type="xstring" value="q"/>
                        <entry key="val" type="xdouble" value="2.0"/>
                    </config>
                </config>
                <config key="strings">
                    <entry key="array-size" type="xint" value="2"/>
                    <entry key="0" type="xstring" value="a"/>
                    <entry key="1" type="xstring" value="b"/>
                </config>
                <entry key="opt" type="xint" value="0"/>
                <entry key="opt_is_present" type="xboolean" value="false"/>
                <entry key="optSet" type="xstring" value="set"/>
                <entry key="optSet_is_present" type="xboolean" value="true"/>
                <entry key="lo" type="xint" value="3"/>
                <entry key="hi" type="xint" value="8"/>
                <config key="ints">
                    <entry key="array-size" type="xint" value="3"/>
                    <entry key="0" type="xint" value="1"/>
                    <entry key="1" type="xint" value="2"/>
                    <entry key="2" type="xint" value="3"/>
                </config>
                <config key="doubles">
                    <entry key="array-size" type="xint" value="2"/>
                    <entry key="0" type="xdouble" value="1.0"/>
                    <entry key="1" type="xdouble" value="2.5"/>
                </config>
        """
                    .replaceAll("(?m)^ {4}", "");

    private static NodeSettings saved(Object parameters) {
        var settings = new NodeSettings("model");
        ParametersStore.save(parameters, settings);
        return settings;
    }

    private static String lines(NodeSettings settings) throws IOException {
        var out = new ByteArrayOutputStream();
        SettingsXml.write(settings, out);
        List<String> lines = out.toString(StandardCharsets.UTF_8).lines().toList();
        return String.join("\n", lines.subList(2, lines.size() - 1)) + "\n";
    }

    private static NodeSettings savedByKnime() throws IOException {
        return SettingsXml.read(new ByteArrayInputStream(
                ("<config key=\"model\">" + SAVED_BY_KNIME + "</config>").getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void savedAsKnimeSaves() throws IOException {
        assertEquals(SAVED_BY_KNIME, lines(saved(new Sample())));
    }

    @Test
    void knimesSettingsAreLoaded() throws IOException, InvalidSettingsException {
        Sample s = ParametersStore.load(Sample.class, savedByKnime());
        assertEquals(2, s.m_count);
        assertEquals(Mode.SECOND_MODE, s.m_mode);
        assertEquals(2.25, s.m_renamed);
        assertEquals("q", s.m_elems[1].m_name);
        assertEquals(Optional.empty(), s.m_opt);
        assertEquals(Optional.of("set"), s.m_optSet);
        assertEquals(new Range(3, 8), s.m_range);
        assertArrayEquals(new double[] {1, 2.5}, s.m_doubles);
        assertEquals(1, s.hidden());
        assertEquals(savedByKnime(), saved(s));
    }

    @Test
    void changedValuesMakeTheRoundTrip() throws InvalidSettingsException {
        Sample s = new Sample();
        s.m_count = -1;
        s.m_text = null;
        s.m_elems = new Element[] {new Element("only", Math.PI)};
        s.m_opt = Optional.of(5);
        s.m_optSet = Optional.empty();
        s.m_ints = new int[0];
        s.m_range = new Range(0, 1);
        Sample back = ParametersStore.load(Sample.class, saved(s));
        assertEquals(saved(s), saved(back));
        assertEquals(null, back.m_text);
        assertEquals(1, back.m_elems.length);
        assertEquals(Optional.of(5), back.m_opt);
        assertEquals(Optional.empty(), back.m_optSet);
    }

    @Test
    void absentKeyIsAnError() throws IOException {
        NodeSettings settings = savedByKnime();
        var without = new NodeSettings("model");
        without.addString("text", "only this");
        assertEquals(
                "Int for key \"count\" not found.",
                assertThrows(InvalidSettingsException.class, () -> ParametersStore.load(Sample.class, without))
                        .getMessage());
        settings.addString("mode", "THIRD_MODE");
        assertEquals(
                "Invalid value 'THIRD_MODE'. Possible values: FIRST_MODE, SECOND_MODE",
                assertThrows(InvalidSettingsException.class, () -> ParametersStore.load(Sample.class, settings))
                        .getMessage());
    }

    static final class Later implements NodeParameters {
        int m_old = 1;

        @Migrate(loadDefaultIfAbsent = true)
        double m_new = 0.5;

        @Migrate(loadDefaultIfAbsent = true)
        @Persistor(RangePersistor.class)
        Range m_range = new Range(1, 2);
    }

    @LoadDefaultsForAbsentFields
    static final class AllLater implements NodeParameters {
        int m_first = 4;
        Optional<String> m_second = Optional.of("x");
    }

    @Test
    void laterFieldsGetTheirDefaults() throws InvalidSettingsException {
        var old = new NodeSettings("model");
        old.addInt("old", 9);
        Later l = ParametersStore.load(Later.class, old);
        assertEquals(9, l.m_old);
        assertEquals(0.5, l.m_new);
        assertEquals(new Range(1, 2), l.m_range);
        old.addInt("lo", 7);
        assertThrows(
                InvalidSettingsException.class,
                () -> ParametersStore.load(Later.class, old),
                "one of two keys is no old workflow");
        AllLater all = ParametersStore.load(AllLater.class, new NodeSettings("model"));
        assertEquals(4, all.m_first);
        assertEquals(Optional.of("x"), all.m_second);
    }

    static class Derived extends Nested2 {
        int m_own = 1;
    }

    static class Nested2 implements NodeParameters {
        int m_inherited = 2;
    }

    @Test
    void inheritedFieldsComeFirst() {
        assertEquals(
                List.of("inherited", "own"), List.copyOf(saved(new Derived()).keySet()));
    }

    static final class FromInput implements NodeParameters {
        String m_column = "";

        FromInput() {
            // for loading
        }

        FromInput(NodeParametersInput input) {
            m_column = input.getInTableSpec(0)
                    .map(s -> s.getColumnSpec(0).getName())
                    .orElse("none");
        }
    }

    @Test
    void defaultsMayDependOnTheInput() {
        var spec = new DataTableSpec(new DataColumnSpecCreator("first", StringCell.TYPE).createSpec());
        assertEquals(
                "first",
                ParametersStore.defaults(
                                FromInput.class,
                                new Input(new PortObjectSpec[] {spec}, new PortType[1], new PortType[0]))
                        .m_column);
        assertEquals(
                "none",
                ParametersStore.defaults(FromInput.class, new Input(null, new PortType[1], new PortType[0])).m_column);
    }

    static final class NoWay implements NodeParameters {
        Thread m_thread = Thread.currentThread();
    }

    @Test
    void typeThatCannotBeStoredIsNamed() {
        var e = assertThrows(IllegalArgumentException.class, () -> saved(new NoWay()));
        assertTrue(e.getMessage().contains("java.lang.Thread"), e.getMessage());
    }

    /** A limit that was a plain number before, 0 for none. */
    static final class Earlier implements NodeParametersMigration<Optional<Integer>> {
        @Override
        public List<ConfigMigration<Optional<Integer>>> getConfigMigrations() {
            return List.of(
                    ConfigMigration.builder(s -> Optional.of(s.getInt("limit")).filter(l -> l > 0))
                            .withMatcher(s -> s.containsKey("limit") && !s.containsKey("limit_is_present"))
                            .build());
        }
    }

    static final class Limited implements NodeParameters {
        @Migration(Earlier.class)
        Optional<Integer> m_limit = Optional.of(5);
    }

    @Test
    void settingsOfAnEarlierFormAreReadByTheMigration() throws Exception {
        NodeSettings plain = new NodeSettings("model");
        plain.addInt("limit", 0);
        assertEquals(Optional.empty(), ParametersStore.load(Limited.class, plain).m_limit);
        plain.addInt("limit", 3);
        assertEquals(Optional.of(3), ParametersStore.load(Limited.class, plain).m_limit);
        NodeSettings today = new NodeSettings("model");
        ParametersStore.save(new Limited(), today);
        assertEquals(Optional.of(5), ParametersStore.load(Limited.class, today).m_limit);
    }

    static final class Both implements NodeParameters {
        @Migrate(loadDefaultIfAbsent = true)
        @Migration(Earlier.class)
        Optional<Integer> m_limit = Optional.of(5);
    }

    static final class BothStored implements NodeParameters {
        @Persist(configKey = "other")
        @Persistor(RangePersistor.class)
        Range m_range = new Range(1, 2);
    }

    /** KNIME throws it at the first save or load of such parameters. */
    @Test
    void annotationsThatKnimeTakesNotTogetherAreRefused() {
        for (NodeParameters p : List.of(new Both(), new BothStored())) {
            String said =
                    assertThrows(IllegalStateException.class, () -> saved(p)).getMessage();
            assertTrue(said.contains(" has both @"), said);
        }
    }
}
