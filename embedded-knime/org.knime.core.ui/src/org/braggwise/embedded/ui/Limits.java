// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.embedded.ui;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

import org.braggwise.embedded.Instances;
import org.knime.core.node.InvalidSettingsException;
import org.knime.node.parameters.validation.BuiltinValidation;
import org.knime.node.parameters.widget.number.NumberInputWidget;
import org.knime.node.parameters.widget.number.NumberInputWidgetValidation.MaxValidation;
import org.knime.node.parameters.widget.number.NumberInputWidgetValidation.MinValidation;
import org.knime.node.parameters.widget.text.TextInputWidget;
import org.knime.node.parameters.widget.text.TextInputWidgetValidation.PatternValidation;
import org.knime.node.parameters.widget.text.TextInputWidgetValidation.PatternValidationParams;

/** The limits that the dialog holds the user to. */
final class Limits {

    private Limits() {}

    /** @return the limits of the field, none where its widget has none */
    static List<BuiltinValidation> of(ParameterField field) {
        List<BuiltinValidation> limits = new ArrayList<>();
        field.annotation(NumberInputWidget.class).ifPresent(w -> {
            if (w.minValidation() != MinValidation.class) {
                limits.add(Instances.create(w.minValidation()));
            }
            if (w.maxValidation() != MaxValidation.class) {
                limits.add(Instances.create(w.maxValidation()));
            }
        });
        field.annotation(TextInputWidget.class).ifPresent(w -> {
            if (w.patternValidation() != PatternValidation.class) {
                limits.add(Instances.create(w.patternValidation()));
            }
        });
        return limits;
    }

    /** @throws InvalidSettingsException at the first value outside its limits */
    static void check(Object parameters) throws InvalidSettingsException {
        check(parameters, "");
    }

    private static void check(Object parameters, String prefix) throws InvalidSettingsException {
        for (ParameterField f : ParameterField.of(parameters.getClass())) {
            String key = prefix + f.key();
            Object value = f.get(parameters);
            if (f.kind() == ParameterField.Kind.NESTED && value != null) {
                check(value, key + ".");
            } else if (f.kind() == ParameterField.Kind.NESTED_ARRAY && value != null) {
                int i = 0;
                for (Object element : value instanceof Object[] a ? List.of(a) : (Collection<?>) value) {
                    check(element, key + "." + i++ + ".");
                }
            } else {
                Object present = value instanceof Optional<?> o ? o.orElse(null) : value;
                for (BuiltinValidation limit : present == null ? List.<BuiltinValidation>of() : of(f)) {
                    if (!holds(limit, present)) {
                        throw new InvalidSettingsException(
                                "Found " + present + " for \"" + key + "\": " + limit.getErrorMessage());
                    }
                }
            }
        }
    }

    private static boolean holds(BuiltinValidation limit, Object value) {
        Object parameters = limit.getParameters();
        if (parameters instanceof FieldLimit f) {
            return !(value instanceof Number n) || f.allows(n.doubleValue());
        }
        return !(parameters instanceof PatternValidationParams p)
                || Pattern.compile(p.pattern(), Pattern.DOTALL)
                        .matcher(String.valueOf(value))
                        .matches();
    }
}
