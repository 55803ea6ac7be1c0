// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.node.parameters.widget.text;

import org.knime.node.parameters.validation.BuiltinValidation;

/** Limits of a text field. The dialog holds to them; settings that come another way are the node's to check. */
public interface TextInputWidgetValidation extends BuiltinValidation {

    /** A pattern as the dialog gets it. */
    record PatternValidationParams(String pattern) {}

    /** A pattern that the whole text fits. */
    abstract class PatternValidation implements TextInputWidgetValidation {

        protected abstract String getPattern();

        @Override
        public final PatternValidationParams getParameters() {
            return new PatternValidationParams(getPattern());
        }

        @Override
        public String getErrorMessage() {
            return "The string must match the pattern: " + getPattern();
        }

        /** Not only blanks. */
        public static final class IsNotBlankValidation extends PatternValidation {

            @Override
            public String getPattern() {
                return ".*\\S.*";
            }

            @Override
            public String getErrorMessage() {
                return "The field cannot be blank (it must contain at least one non-whitespace character).";
            }
        }
    }
}
