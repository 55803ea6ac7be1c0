// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.embedded.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.knime.core.data.DataTableSpec;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.port.PortObjectSpec;
import org.knime.core.node.port.PortType;
import org.knime.node.parameters.NodeParameters;
import org.knime.node.parameters.NodeParametersInput;
import org.knime.node.parameters.Widget;
import org.knime.node.parameters.layout.After;
import org.knime.node.parameters.layout.Before;
import org.knime.node.parameters.layout.Layout;
import org.knime.node.parameters.layout.Section;
import org.knime.node.parameters.updates.Effect;
import org.knime.node.parameters.updates.Effect.EffectType;
import org.knime.node.parameters.updates.EffectPredicate;
import org.knime.node.parameters.updates.EffectPredicateProvider;
import org.knime.node.parameters.updates.ParameterReference;
import org.knime.node.parameters.updates.ValueReference;
import org.knime.node.parameters.updates.util.BooleanReference;
import org.knime.node.parameters.widget.OptionalWidget;
import org.knime.node.parameters.widget.choices.ValueSwitchWidget;

/** What keeps KNIME from opening a dialog, by its public sources (LayoutTree, PredicateExtractor and their like). */
class DialogTest {

    enum Kind {
        ONE,
        TWO;
    }

    static final class KindReference implements ParameterReference<Kind> {}

    static final class On implements BooleanReference {}

    static final class IsTwoAndOn implements EffectPredicateProvider {
        @Override
        public EffectPredicate init(PredicateInitializer i) {
            return i.getEnum(KindReference.class).isOneOf(Kind.TWO).and(i.getPredicate(On.class));
        }
    }

    static final class HasTwoInputs implements EffectPredicateProvider {
        @Override
        public EffectPredicate init(PredicateInitializer i) {
            return i.getConstant(input -> input.getInPortSpecs().length > 1);
        }
    }

    private static NodeParametersInput input(int ports) {
        var types = new PortType[ports];
        Arrays.fill(types, BufferedDataTable.TYPE);
        return new Input(new PortObjectSpec[ports], types, new PortType[0]);
    }

    private static String refusal(NodeParameters parameters) {
        return assertThrows(IllegalStateException.class, () -> Dialog.open(parameters, input(1)))
                .getMessage();
    }

    @Test
    void effectsFollowOtherFieldsAndPorts() {
        var p = new WholeParameters();
        assertEquals(Set.of("kind", "on", "other"), Dialog.open(p, input(1)));
        p.m_on = true;
        p.m_kind = Kind.TWO;
        assertEquals(Set.of("kind", "on", "number", "port"), Dialog.open(p, input(2)));
    }

    @Test
    void sectionsOfTwoClassesNeedAnOrder() {
        String said = refusal(new LooseParameters());
        assertTrue(
                said.contains(SharedParameters.class.getName()) && said.contains(LooseParameters.class.getName()),
                said);
    }

    @Test
    void everySectionNeedsIt() {
        assertTrue(refusal(new HalfLooseParameters()).contains("more than one tree"));
    }

    static final class Circle implements NodeParameters {
        @Section(title = "A")
        @After(B.class)
        interface A {}

        @Section(title = "B")
        @After(A.class)
        interface B {}

        @Layout(A.class)
        int m_a = 1;
    }

    static final class Inward implements NodeParameters {
        @Section(title = "A")
        interface A {
            @Before(B.class)
            interface Inner {}
        }

        @Section(title = "B")
        interface B {}

        @Layout(A.Inner.class)
        int m_a = 1;
    }

    @Test
    void ordersMakeSense() {
        assertTrue(refusal(new Circle()).contains("circle"));
        assertTrue(refusal(new Inward()).contains("lies beside it"));
    }

    static final class NoReference implements NodeParameters {
        @Effect(predicate = On.class, type = EffectType.SHOW)
        int m_a = 1;
    }

    static final class WrongReference implements NodeParameters {
        @ValueReference(On.class)
        int m_a = 1;
    }

    static final class WrongButtons implements NodeParameters {
        @ValueSwitchWidget
        String m_a = "";
    }

    static final class NoStart implements NodeParameters {
        Optional<Kind> m_a = Optional.empty();
    }

    static final class Text implements OptionalWidget.DefaultValueProvider<String> {
        @Override
        public String computeState(NodeParametersInput input) {
            return "one";
        }
    }

    static final class WrongStart implements NodeParameters {
        @OptionalWidget(defaultProvider = Text.class)
        Optional<Integer> m_a = Optional.empty();
    }

    @Test
    void referencesAndWidgetsFitTheirFields() {
        assertTrue(refusal(new NoReference()).contains("reference " + On.class.getName()));
        assertTrue(refusal(new WrongReference()).contains("expected java.lang.Integer"));
        assertTrue(refusal(new WrongButtons()).contains("buttons of an enum"));
        assertTrue(refusal(new NoStart()).contains("begins with nothing"));
        assertTrue(refusal(new WrongStart()).contains("begins with one"));
    }

    /** A parameter that takes a model's port for one of tables fails in KNIME. */
    @Test
    void otherPortsAreNoTables() {
        PortObjectSpec noTable = () -> null;
        var model = new PortObjectSpec[] {new DataTableSpec(), noTable};
        var in = new Input(model, new PortType[2], new PortType[0]);
        assertTrue(in.getInTableSpec(0).isPresent());
        assertThrows(ClassCastException.class, () -> in.getInTableSpec(1));
        assertThrows(ClassCastException.class, in::getInTableSpecs);
    }
}

/** Its first section is shared with classes that extend it. */
abstract class SharedParameters implements NodeParameters {
    @Section(title = "First")
    interface First {
        interface Head {}

        @After(Head.class)
        interface Rest {}
    }

    @Widget(title = "Kind", description = "Which.")
    @ValueReference(DialogTest.KindReference.class)
    @ValueSwitchWidget
    @Layout(First.Head.class)
    DialogTest.Kind m_kind = DialogTest.Kind.ONE;
}

class WholeParameters extends SharedParameters {
    @Section(title = "Second")
    @After(First.class)
    interface Second {}

    @Section(title = "Third")
    @After(Second.class)
    interface Third {}

    @Widget(title = "On", description = "Whether.")
    @ValueReference(DialogTest.On.class)
    @Layout(First.Rest.class)
    boolean m_on = false;

    @Widget(title = "Number", description = "How much.")
    @Effect(predicate = DialogTest.IsTwoAndOn.class, type = EffectType.SHOW)
    @Layout(Third.class)
    int m_number = 1;

    @Widget(title = "Other", description = "How much else.")
    @Effect(predicate = DialogTest.IsTwoAndOn.class, type = EffectType.HIDE)
    @Layout(Second.class)
    Optional<Integer> m_other = Optional.empty();

    @Widget(title = "Port", description = "Of the second input.")
    @Effect(predicate = DialogTest.HasTwoInputs.class, type = EffectType.SHOW)
    String m_port = "";
}

final class LooseParameters extends SharedParameters {
    @Section(title = "Second")
    interface Second {}

    @Widget(title = "Number", description = "How much.")
    @Layout(Second.class)
    int m_number = 1;
}

/** Only what is put after the shared section, and what stands in an order with that, goes where that lies. */
final class HalfLooseParameters extends SharedParameters {
    @Section(title = "Second")
    @After(First.class)
    interface Second {}

    @Section(title = "Third")
    interface Third {}

    @Widget(title = "Number", description = "How much.")
    @Layout(Second.class)
    int m_number = 1;

    @Widget(title = "Other", description = "How much else.")
    @Layout(Third.class)
    int m_other = 1;
}
