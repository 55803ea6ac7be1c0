// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.knime.common;

import org.knime.node.parameters.widget.number.NumberInputWidgetValidation.MaxValidation;
import org.knime.node.parameters.widget.number.NumberInputWidgetValidation.MinValidation;

/** The ranges of number fields that KNIME has no ready class for. */
public final class Limits {

    private Limits() {
    }

    /** At least 2. */
    public static final class AtLeastTwo extends MinValidation {
        @Override
        protected double getMin() {
            return 2;
        }
    }

    /** At most 1. */
    public static final class AtMostOne extends MaxValidation {
        @Override
        protected double getMax() {
            return 1;
        }
    }

    /** Below 1. */
    public static final class BelowOne extends MaxValidation {
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
    public static final class BelowBackscatter extends MaxValidation {
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
