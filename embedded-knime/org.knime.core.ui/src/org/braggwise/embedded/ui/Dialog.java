// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.embedded.ui;

import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

import org.braggwise.embedded.Instances;
import org.knime.node.parameters.NodeParameters;
import org.knime.node.parameters.NodeParametersInput;
import org.knime.node.parameters.Widget;
import org.knime.node.parameters.layout.Layout;
import org.knime.node.parameters.updates.Effect;
import org.knime.node.parameters.updates.EffectPredicate;
import org.knime.node.parameters.updates.EffectPredicateProvider;
import org.knime.node.parameters.updates.EffectPredicateProvider.PredicateInitializer;
import org.knime.node.parameters.updates.ParameterReference;
import org.knime.node.parameters.updates.ValueReference;
import org.knime.node.parameters.widget.OptionalWidget;
import org.knime.node.parameters.widget.choices.ChoicesProvider;
import org.knime.node.parameters.widget.choices.RadioButtonsWidget;
import org.knime.node.parameters.widget.choices.ValueSwitchWidget;

/**
 * What KNIME makes of the annotations of parameters when it opens their dialog: nothing is drawn, but what would keep KNIME from opening it is
 * refused, and the effects are computed.
 */
final class Dialog implements PredicateInitializer {

    /** A condition whose fields are looked at at once. */
    private record Truth(boolean value) implements EffectPredicate {
        @Override
        public EffectPredicate negate() {
            return new Truth(!value);
        }

        @Override
        public EffectPredicate and(EffectPredicate other) {
            return new Truth(value & of(other));
        }

        @Override
        public EffectPredicate or(EffectPredicate other) {
            return new Truth(value | of(other));
        }

        static boolean of(EffectPredicate predicate) {
            return ((Truth) predicate).value;
        }
    }

    private final NodeParametersInput m_input;
    private final Map<Class<?>, Object> m_references = new HashMap<>();

    private Dialog(NodeParametersInput input) {
        m_input = input;
    }

    /**
     * @return the keys of the fields that are shown, those that are to be asked for included
     * @throws IllegalStateException naming the field or part of the dialog for which KNIME could not open it
     */
    static Set<String> open(NodeParameters parameters, NodeParametersInput input) {
        var dialog = new Dialog(input);
        List<ParameterField> fields = ParameterField.of(parameters.getClass());
        List<Class<?>> parts = new ArrayList<>();
        for (ParameterField f : fields) {
            if (f.kind() == ParameterField.Kind.NESTED || f.kind() == ParameterField.Kind.NESTED_ARRAY) {
                throw new UnsupportedOperationException(
                        f.field() + ": the embedded KNIME opens no dialog of nested parameters.");
            }
            f.annotation(ValueReference.class).ifPresent(r -> dialog.refer(f, r.value(), f.get(parameters)));
            f.annotation(Layout.class).ifPresent(l -> parts.add(l.value()));
            dialog.checkWidget(f);
        }
        LayoutParts.check(parts);
        Set<String> shown = new LinkedHashSet<>();
        for (ParameterField f : fields) {
            boolean visible = dialog.isShown(f.field());
            Class<?> part = f.annotation(Layout.class).map(Layout::value).orElse(null);
            for (; part != null; part = part.getEnclosingClass()) {
                visible &= dialog.isShown(part);
            }
            if (visible && f.annotation(Widget.class).isPresent()) {
                shown.add(f.key());
            }
        }
        return shown;
    }

    private void refer(ParameterField f, Class<?> reference, Object value) {
        Class<?> referred = f.kind() == ParameterField.Kind.OPTIONAL
                ? Optional.class
                : ValueStore.boxed(f.field().getType());
        Type stated = stated(reference);
        if (stated instanceof Class<?> c && !c.isAssignableFrom(referred)) {
            throw new IllegalStateException(f.field() + " is referred to by " + reference.getName() + ", which is for "
                    + c.getName() + ", expected " + referred.getName());
        }
        m_references.put(reference, value);
    }

    /** @return what a reference says it is for, null where that is none of its own interfaces' */
    private static Type stated(Class<?> reference) {
        for (Type t : reference.getGenericInterfaces()) {
            if (t instanceof ParameterizedType p && p.getRawType() == ParameterReference.class) {
                return p.getActualTypeArguments()[0];
            }
            if (t instanceof Class<?> c && stated(c) != null) {
                return stated(c);
            }
        }
        return null;
    }

    private void checkWidget(ParameterField f) {
        boolean optional = f.kind() == ParameterField.Kind.OPTIONAL;
        Class<?> type = optional ? f.elementType() : f.field().getType();
        if (!type.isEnum()
                && (f.annotation(ValueSwitchWidget.class).isPresent()
                        || f.annotation(RadioButtonsWidget.class).isPresent())) {
            throw new IllegalStateException(f.field() + " has the buttons of an enum, found " + type.getName());
        }
        if (optional) {
            Optional<Object> start = f.annotation(OptionalWidget.class)
                    .map(w -> Instances.create(w.defaultProvider()).computeState(m_input));
            if (start.isEmpty()
                    ? !Number.class.isAssignableFrom(type) && type != String.class
                    : !type.isInstance(start.get())) {
                throw new IllegalStateException(f.field() + " begins with " + start.orElse("nothing")
                        + " when it is switched on, expected " + type.getName() + " from an @OptionalWidget");
            }
        }
        f.annotation(ChoicesProvider.class)
                .ifPresent(c -> Instances.create(c.value()).computeState(m_input));
    }

    private boolean isShown(AnnotatedElement fieldOrPart) {
        Effect effect = fieldOrPart.getAnnotation(Effect.class);
        if (effect == null) {
            return true;
        }
        boolean holds = Truth.of(getPredicate(effect.predicate()));
        return switch (effect.type()) {
            case SHOW -> holds;
            case HIDE -> !holds;
            case ENABLE, DISABLE -> true;
        };
    }

    @SuppressWarnings("unchecked")
    private <T> T value(Class<? extends ParameterReference<T>> reference) {
        if (isMissing(reference)) {
            throw new IllegalStateException("No field has the reference " + reference.getName());
        }
        return (T) m_references.get(reference);
    }

    @Override
    public boolean isMissing(Class<? extends ParameterReference<?>> reference) {
        return !m_references.containsKey(reference);
    }

    @Override
    public EffectPredicate getPredicate(Class<? extends EffectPredicateProvider> predicateProviderClass) {
        return Instances.create(predicateProviderClass).init(this);
    }

    @Override
    public EffectPredicate getConstant(Predicate<NodeParametersInput> predicate) {
        return new Truth(predicate.test(m_input));
    }

    @Override
    public BooleanReference getBoolean(Class<? extends ParameterReference<Boolean>> reference) {
        boolean value = value(reference);
        return new BooleanReference() {
            @Override
            public EffectPredicate isTrue() {
                return new Truth(value);
            }

            @Override
            public EffectPredicate isFalse() {
                return new Truth(!value);
            }
        };
    }

    @Override
    public StringReference getString(Class<? extends ParameterReference<String>> reference) {
        String value = value(reference);
        return other -> new Truth(value.equals(other));
    }

    @Override
    public <E extends Enum<E>> EnumReference<E> getEnum(Class<? extends ParameterReference<E>> reference) {
        E value = value(reference);
        return new EnumReference<>() {
            @Override
            @SafeVarargs
            public final EffectPredicate isOneOf(E... values) {
                return new Truth(Arrays.asList(values).contains(value));
            }
        };
    }
}
