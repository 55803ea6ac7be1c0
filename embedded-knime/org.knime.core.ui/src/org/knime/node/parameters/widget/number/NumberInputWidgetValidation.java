// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.node.parameters.widget.number;

import java.math.BigDecimal;

import org.braggwise.embedded.ui.FieldLimit;
import org.knime.node.parameters.validation.BuiltinValidation;

/** Limits of a number field. The dialog holds to them; settings that come another way are the node's to check. */
public interface NumberInputWidgetValidation extends BuiltinValidation {

    /** @return whether the limit itself is outside */
    default boolean isExclusive() {
        return false;
    }

    /** A lower limit. */
    abstract class MinValidation implements NumberInputWidgetValidation {

        record MinValidationParams(double min, boolean isExclusive) implements FieldLimit {

            @Override
            public boolean allows(double value) {
                return value > min || !isExclusive && value == min;
            }
        }

        protected abstract double getMin();

        @Override
        public final MinValidationParams getParameters() {
            return new MinValidationParams(getMin(), isExclusive());
        }

        @Override
        public String getErrorMessage() {
            return String.format(
                    isExclusive() ? "The value must be greater than %s." : "The value must be at least %s.",
                    BigDecimal.valueOf(getMin()).stripTrailingZeros().toPlainString());
        }

        /** 0 or more. */
        public static final class IsNonNegativeValidation extends MinValidation {

            @Override
            public double getMin() {
                return 0;
            }
        }

        /** 1 or more. */
        public static final class IsPositiveIntegerValidation extends MinValidation {

            @Override
            public double getMin() {
                return 1;
            }
        }

        /** More than 0. */
        public static final class IsPositiveDoubleValidation extends MinValidation {

            @Override
            public double getMin() {
                return 0;
            }

            @Override
            public boolean isExclusive() {
                return true;
            }
        }
    }

    /** An upper limit. */
    abstract class MaxValidation implements NumberInputWidgetValidation {

        record MaxValidationParams(double max, boolean isExclusive) implements FieldLimit {

            @Override
            public boolean allows(double value) {
                return value < max || !isExclusive && value == max;
            }
        }

        protected abstract double getMax();

        @Override
        public final MaxValidationParams getParameters() {
            return new MaxValidationParams(getMax(), isExclusive());
        }

        @Override
        public String getErrorMessage() {
            return String.format(
                    isExclusive() ? "The value must be less than %s." : "The value must not exceed %s.",
                    BigDecimal.valueOf(getMax()).stripTrailingZeros().toPlainString());
        }
    }
}
