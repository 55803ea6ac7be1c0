// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.knime.common.settings;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.knime.core.node.InvalidSettingsException;
import org.knime.node.parameters.NodeParameters;
import org.knime.node.parameters.Widget;
import org.knime.node.parameters.widget.number.NumberInputWidget;
import org.knime.node.parameters.widget.number.NumberInputWidgetValidation.MaxValidation;
import org.knime.node.parameters.widget.number.NumberInputWidgetValidation.MinValidation;
import org.knime.node.parameters.widget.number.NumberInputWidgetValidation.MinValidation.IsNonNegativeValidation;
import org.knime.node.parameters.widget.number.NumberInputWidgetValidation.MinValidation.IsPositiveDoubleValidation;
import org.knime.node.parameters.widget.number.NumberInputWidgetValidation.MinValidation.IsPositiveIntegerValidation;

/** The ranges of number fields: those that KNIME has no ready class for, and a check of all. */
public final class Limits {

    private Limits() {}

    /**
     * Holds numbers to the limits that their fields state for the dialog: flow variables and files of settings pass the dialog by, and
     * KNIME checks them nowhere else. Never tighten a limit that a release had: KNIME gives a saved node whose settings are refused its
     * defaults, and says nothing where the node had not been configured.
     *
     * @throws InvalidSettingsException with the field's title, its number and the limits, at the first that is outside
     */
    public static void check(NodeParameters parameters) throws InvalidSettingsException {
        check(parameters, parameters.getClass());
    }

    /** @param type the parameters' class or one that it extends */
    private static void check(NodeParameters parameters, Class<?> type) throws InvalidSettingsException {
        if (type.getSuperclass() != null) {
            check(parameters, type.getSuperclass());
        }
        for (Field f : type.getDeclaredFields()) {
            NumberInputWidget widget = f.getAnnotation(NumberInputWidget.class);
            if (widget == null) {
                continue;
            }
            try {
                f.setAccessible(true);
                Object value = f.get(parameters);
                if (value instanceof Optional<?> optional) {
                    value = optional.orElse(null);
                }
                if (value != null) {
                    check(f.getAnnotation(Widget.class).title(), (Number) value, widget);
                }
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(f + " can't be checked: " + e.getMessage(), e);
            }
        }
    }

    private static void check(String title, Number value, NumberInputWidget widget)
            throws InvalidSettingsException, ReflectiveOperationException {
        double number = value.doubleValue();
        List<String> expected = new ArrayList<>();
        boolean inside = Double.isFinite(number);
        if (!Modifier.isAbstract(widget.minValidation().getModifiers())) { // else it is the default: no limit
            MinValidation limit =
                    widget.minValidation().getDeclaredConstructor().newInstance();
            double least = least(limit);
            inside &= limit.isExclusive() ? number > least : number >= least;
            expected.add((limit.isExclusive() ? "more than " : "at least ") + plain(least));
        }
        if (!Modifier.isAbstract(widget.maxValidation().getModifiers())) {
            var limit = (Most) widget.maxValidation().getDeclaredConstructor().newInstance();
            inside &= limit.isExclusive() ? number < limit.getMax() : number <= limit.getMax();
            expected.add((limit.isExclusive() ? "less than " : "at most ") + plain(limit.getMax()));
        }
        if (!inside) {
            throw new InvalidSettingsException(
                    "\"" + title + "\" is " + value + ", expected " + String.join(" and ", expected) + ".");
        }
    }

    private static double least(MinValidation limit) {
        if (limit instanceof AtLeastTwo two) {
            return two.getMin();
        }
        if (limit instanceof IsPositiveIntegerValidation one) {
            return one.getMin();
        }
        if (limit instanceof IsNonNegativeValidation || limit instanceof IsPositiveDoubleValidation) {
            return 0;
        }
        throw new IllegalStateException("the number of " + limit.getClass().getName() + " is not known here");
    }

    private static String plain(double limit) {
        return BigDecimal.valueOf(limit).stripTrailingZeros().toPlainString();
    }

    /** An upper limit whose number can be read here: KNIME protects its own. */
    private abstract static class Most extends MaxValidation {
        @Override
        protected abstract double getMax();
    }

    /** At least 2. */
    public static final class AtLeastTwo extends MinValidation {
        @Override
        protected double getMin() {
            return 2;
        }
    }

    /** At most 1. */
    public static final class AtMostOne extends Most {
        @Override
        protected double getMax() {
            return 1;
        }
    }

    /** Below 1. */
    public static final class BelowOne extends Most {
        @Override
        protected double getMax() {
            return 1;
        }

        @Override
        public boolean isExclusive() {
            return true;
        }
    }

    /** Below 180: two-theta. */
    public static final class BelowBackscatter extends Most {
        @Override
        protected double getMax() {
            return 180;
        }

        @Override
        public boolean isExclusive() {
            return true;
        }
    }
}
